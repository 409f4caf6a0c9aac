using Throughline.Demo.Company;
using Throughline.Demo.Telling;
using Throughline.Demo.Truths;

namespace Throughline.Demo.Stories;

/// <summary>Writes a mail and waits for the answer, which comes in office hours.</summary>
internal sealed record WritingAMail(Need Need) : IStory
{
    public void Tell(Scene scene)
    {
        var (chance, mail) = (scene.Chance, HelpByChannel.Mail);
        scene.Through("email");
        scene.Episode = Need.Id;
        scene.Track("Email Received", ("topic", Need.Topic.Key), ("subject", Need.Topic.Article));
        var asked = scene.At;
        scene.WaitUntil(Rhythm.WhenOpen(scene.At.AddSeconds(chance.Around(mail.MedianWait, 0.8)), 9, 18, chance));
        scene.Track("Email Answered", ("topic", Need.Topic.Key), ("waitSeconds", (int)(scene.At - asked).TotalSeconds),
            ("agent", chance.Pick(Agents.OnChat)), ("answer", mail.AnswerTo(Need.Topic, chance)));
        if (!chance.Is(mail.ResolvedShare) && chance.Is(0.4))
            NeedingHelp.Call(scene, Need with { CameFrom = "email" }, TimeSpan.FromHours(chance.Between(1, 12)));
    }
}
