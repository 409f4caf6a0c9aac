using Throughline.Demo.Company;
using Throughline.Demo.Telling;

namespace Throughline.Demo.Stories;

/// <summary>One need of one customer, followed over every channel until it is met or given up.</summary>
/// <param name="Id">The <c>episodeId</c> of everything that happens about it.</param>
/// <param name="CameFrom">The channel that could not meet it; null at the start.</param>
internal sealed record Need(string Id, Topic Topic, string? CameFrom = null, int Calls = 0);

/// <summary>Has a question or a trouble and turns to the help pages, the chat, the telephone or the mail.</summary>
internal sealed record NeedingHelp(Topic Topic) : IStory
{
    public const int ChatOpens = 8, ChatCloses = 22, PhoneOpens = 9, PhoneCloses = 18;

    public void Tell(Scene scene)
    {
        if (scene.Who.HasLeft || !scene.Who.HasAccount) return;
        var need = new Need(scene.Who.NextEpisode(), Topic);
        switch (scene.Chance.Pick(("help", 28.0), ("chat", 30.0), ("phone", 32.0), ("email", 10.0)))
        {
            case "help":
                scene.Later(TimeSpan.FromMinutes(1), new ReadingHelp(need));
                break;
            case "chat":
                Chat(scene, need);
                break;
            case "phone":
                Call(scene, need, TimeSpan.FromMinutes(1));
                break;
            default:
                scene.Later(TimeSpan.FromMinutes(2), new WritingAMail(need));
                break;
        }
    }

    public static void Chat(Scene scene, Need need) =>
        scene.Later(Rhythm.WhenOpen(scene.At.AddMinutes(1), ChatOpens, ChatCloses, scene.Chance), new ChattingWithService(need));

    public static void Call(Scene scene, Need need, TimeSpan wait) =>
        scene.Later(Rhythm.WhenOpen(scene.At + wait, PhoneOpens, PhoneCloses, scene.Chance), new CallingThePhoneLine(need));
}
