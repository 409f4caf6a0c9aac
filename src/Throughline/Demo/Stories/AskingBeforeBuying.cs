using Throughline.Demo.Company;
using Throughline.Demo.Telling;
using Throughline.Demo.Truths;

namespace Throughline.Demo.Stories;

/// <summary>Asks something about a product before buying it; whoever gets a good answer soon often buys.</summary>
internal sealed record AskingBeforeBuying(Product Product) : IStory
{
    public void Tell(Scene scene)
    {
        var (who, chance) = (scene.Who, scene.Chance);
        var topic = chance.Pick(Topic.BeforeBuying);
        var (channel, help) = chance.Pick(("chat", 45.0), ("phone", 40.0), ("email", 15.0)) switch
        {
            "chat" => ("chat", HelpByChannel.Chat),
            "phone" => ("phone", HelpByChannel.Phone),
            _ => ("email", HelpByChannel.Mail),
        };
        if (channel != "email") scene.WaitUntil(Rhythm.WhenOpen(scene.At, NeedingHelp.PhoneOpens, NeedingHelp.PhoneCloses, chance));
        scene.Through(channel);
        scene.Episode = who.NextEpisode();
        scene.Track("Product Question Asked", ("topic", topic.Key), ("product", Product.Name), ("category", Product.Category));
        var wait = chance.Around(help.MedianWait, 0.6);
        scene.Wait(TimeSpan.FromSeconds(wait));
        var isAnswered = wait <= chance.Around(help.MedianPatience, 0.7);
        var answer = help.AnswerTo(topic, chance);
        var agent = chance.Pick(channel == "phone" ? Agents.OnThePhone : Agents.OnChat);
        if (isAnswered) scene.Track(
            "Product Question Answered", ("topic", topic.Key), ("product", Product.Name), ("answer", answer), ("waitSeconds", (int)wait), ("agent", agent));
        if (chance.Is(isAnswered && answer == topic.Answer ? 0.4 : 0.1)) scene.Later(Rhythm.Next(scene.At, 1.5, chance), new BuyingOnTheWeb());
    }
}
