using Throughline.Demo.Company;
using Throughline.Demo.Telling;
using Throughline.Demo.Truths;

namespace Throughline.Demo.Stories;

/// <summary>Calls, goes through the menu, waits long, and is helped by a little more than half of all calls.</summary>
internal sealed record CallingThePhoneLine(Need Need) : IStory
{
    private const int MostCalls = 3;

    public void Tell(Scene scene)
    {
        var chance = scene.Chance;
        scene.Episode = Need.Id;
        var again = Need.CameFrom is not null;
        var recognised = StartingAgain.IsRecognised(again, chance);
        if (!GetThrough(scene, recognised) || WaitForSomebody(scene) is not { } waited) return;
        var agent = chance.Pick(Agents.OnThePhone);
        var askedAgain = !recognised && (again || chance.Is(0.2));
        scene.Track(
            "Call Answered", ("topic", Need.Topic.Key), ("waitSeconds", waited), ("agent", agent), ("recognised", recognised),
            ("askedAgain", askedAgain), ("cameFrom", Need.CameFrom));
        scene.Wait(TimeSpan.FromSeconds(chance.Around(StartingAgain.MedianTalk(again), 0.4)));
        if (chance.Is(StartingAgain.ResolvedShare(again)))
        {
            scene.Track("Call Resolved", ("topic", Need.Topic.Key), ("agent", agent),
                ("answer", HelpByChannel.Phone.AnswerTo(Need.Topic, chance)), ("recognised", recognised), ("askedAgain", askedAgain));
            AnsweringASurvey.Perhaps(scene, "phone", Need.Id);
            if (chance.Is(StartingAgain.LeavingShare(again) / 2)) scene.Later(TimeSpan.FromDays(chance.Between(1, 10)), new Leaving("service", Need.Id));
        }
        else GoOn(scene, again);
    }

    private bool GetThrough(Scene scene, bool recognised)
    {
        var chance = scene.Chance;
        scene.Through("ivr");
        scene.Track("IVR Entered", ("topic", Need.Topic.Key), ("recognised", recognised));
        scene.WaitSeconds(25, 110);
        switch (chance.Next())
        {
            case < 0.07 when Need.CameFrom is null:
                scene.Track("IVR Resolved", ("topic", Need.Topic.Key));
                return false;
            case < 0.16:
                scene.Track("IVR Left", ("topic", Need.Topic.Key), ("reason", chance.Pick(["menu-too-long", "no-fitting-choice"])));
                if (chance.Is(0.4)) CallBack(scene);
                return false;
            default:
                return true;
        }
    }

    /// <summary>How many seconds it took; null when the caller hung up.</summary>
    private int? WaitForSomebody(Scene scene)
    {
        var (chance, phone) = (scene.Chance, HelpByChannel.Phone);
        scene.Through("phone");
        scene.Track("Call Started", ("topic", Need.Topic.Key), ("cameFrom", Need.CameFrom));
        var (wait, patience) = (chance.Around(phone.MedianWait, 0.6), chance.Around(phone.MedianPatience, 0.6));
        scene.Wait(TimeSpan.FromSeconds(Math.Min(wait, patience)));
        if (wait <= patience) return (int)wait;
        scene.Track("Call Abandoned", ("topic", Need.Topic.Key), ("waitSeconds", (int)patience));
        if (chance.Is(0.5)) CallBack(scene);
        return null;
    }

    private void GoOn(Scene scene, bool again)
    {
        var chance = scene.Chance;
        if (chance.Is(StartingAgain.LeavingShare(again))) scene.Later(TimeSpan.FromDays(chance.Between(0.2, 12)), new Leaving("service", Need.Id));
        else if (chance.Is(again ? 0.3 : 0.15)) scene.Later(TimeSpan.FromHours(chance.Between(1, 30)), new Complaining(Need));
        else if (chance.Is(0.6)) CallBack(scene);
        AnsweringASurvey.Perhaps(scene, "phone", Need.Id, isHelped: false);
    }

    private void CallBack(Scene scene)
    {
        if (Need.Calls + 1 < MostCalls) NeedingHelp.Call(scene, Need with { Calls = Need.Calls + 1 }, TimeSpan.FromHours(scene.Chance.Between(0.3, 30)));
    }
}
