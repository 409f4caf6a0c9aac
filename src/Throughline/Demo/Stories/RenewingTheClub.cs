using Throughline.Demo.Telling;

namespace Throughline.Demo.Stories;

/// <summary>Joins the Pine Club, and a year later renews or ends it.</summary>
internal sealed record RenewingTheClub : IStory
{
    public void Tell(Scene scene)
    {
        var who = scene.Who;
        if (who.HasLeft) return;
        scene.Through("email");
        if (!who.IsMember)
        {
            who.IsMember = true;
            scene.On(who.AnyDevice());
            scene.Track("Membership Started", ("plan", "Pine Club"));
            scene.Through("server");
            scene.Identify();
            scene.Later(TimeSpan.FromDays(365), this);
        }
        else if (scene.Chance.Is(0.82)) scene.Track("Membership Renewed", ("plan", "Pine Club"));
        else
        {
            who.IsMember = false;
            scene.Track("Membership Cancelled", ("plan", "Pine Club"), ("reason", scene.Chance.Pick(["too-little-used", "price"])));
        }
    }
}
