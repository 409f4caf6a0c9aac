using Throughline.Demo.Company;
using Throughline.Demo.Telling;
using Throughline.Demo.Truths;

namespace Throughline.Demo.Stories;

/// <summary>Asks on chat, is answered soon and mostly well; some must go on to the telephone.</summary>
internal sealed record ChattingWithService(Need Need) : IStory
{
    private const double GoesOnToThePhone = 0.75;

    public void Tell(Scene scene)
    {
        var (chance, chat) = (scene.Chance, HelpByChannel.Chat);
        scene.Through("chat");
        scene.Episode = Need.Id;
        scene.Track("Chat Started", ("topic", Need.Topic.Key));
        var wait = chance.Around(chat.MedianWait, 0.6);
        if (wait > chance.Around(chat.MedianPatience, 0.7))
        {
            scene.Wait(TimeSpan.FromSeconds(wait));
            scene.Track("Chat Abandoned", ("topic", Need.Topic.Key), ("waitSeconds", (int)wait));
            return;
        }
        scene.Wait(TimeSpan.FromSeconds(wait));
        var agent = chance.Pick(Agents.OnChat);
        scene.Track("Chat Answered", ("topic", Need.Topic.Key), ("waitSeconds", (int)wait), ("agent", agent), ("recognised", true));
        scene.Wait(TimeSpan.FromSeconds(chance.Around(chat.MedianTalk, 0.5)));
        if (chance.Is(chat.ResolvedShare))
        {
            scene.Track("Chat Resolved", ("topic", Need.Topic.Key), ("agent", agent), ("answer", chat.AnswerTo(Need.Topic, chance)));
            AnsweringASurvey.Perhaps(scene, "chat", Need.Id);
        }
        else if (chance.Is(GoesOnToThePhone)) NeedingHelp.Call(scene, Need with { CameFrom = "chat" }, TimeSpan.FromMinutes(chance.Between(2, 40)));
    }
}
