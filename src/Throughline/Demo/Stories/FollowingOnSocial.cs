using Throughline.Demo.Telling;

namespace Throughline.Demo.Stories;

/// <summary>Follows the company where everybody talks, and may write to it there.</summary>
internal sealed record FollowingOnSocial : IStory
{
    public void Tell(Scene scene)
    {
        if (!scene.Who.HasAccount) return;
        scene.Who.Follows = true;
        var network = scene.Chance.Pick(["Instagram", "YouTube", "Strava"]);
        scene.Through("social");
        scene.Track("Social Followed", ("network", network));
        if (!scene.Who.SpeaksUp || !scene.Chance.Is(0.6)) return;
        scene.Wait(TimeSpan.FromDays(scene.Chance.Wait(20)));
        scene.Track("Social Message Sent", ("network", network), ("topic", scene.Chance.Pick(["sizing", "waterproofing", "where-is-my-order"])));
    }
}
