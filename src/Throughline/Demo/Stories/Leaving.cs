using Throughline.Demo.Telling;

namespace Throughline.Demo.Stories;

/// <summary>Ends it: the newsletter, the club, the account.</summary>
/// <param name="Episode">The need over which it came to this, if it was one.</param>
internal sealed record Leaving(string Reason, string? Episode) : IStory
{
    public void Tell(Scene scene)
    {
        var who = scene.Who;
        if (who.HasLeft || !who.HasAccount) return;
        who.HasLeft = true;
        scene.Episode = Episode;
        scene.On(who.AnyDevice());
        if (who.ReadsMail) scene.Track("Newsletter Left", ("reason", Reason));
        scene.WaitSeconds(20, 200);
        if (who.IsMember) scene.Track("Membership Cancelled", ("plan", "Pine Club"), ("reason", Reason));
        scene.WaitSeconds(20, 200);
        if (!scene.Device!.IsSignedIn) scene.Identify();
        scene.Track("Account Closed", ("reason", Reason));
    }
}
