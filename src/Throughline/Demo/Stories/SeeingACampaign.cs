using Throughline.Demo.Telling;

namespace Throughline.Demo.Stories;

/// <summary>Gets the newsletter, opens it or not, and may follow it into the shop.</summary>
internal sealed record SeeingACampaign : IStory
{
    public void Tell(Scene scene)
    {
        var chance = scene.Chance;
        var campaign = Campaigns.At(scene.At);
        scene.Through("email");
        scene.Track("Campaign Seen", ("campaign", campaign), ("medium", "email"));
        if (!chance.Is(0.55)) return;
        scene.WaitSeconds(5, 4_000);
        scene.Track("Email Opened", ("campaign", campaign), ("subject", campaign));
        if (!chance.Is(0.3))
        {
            if (chance.Is(0.006)) Unsubscribe(scene);
            return;
        }
        scene.WaitSeconds(4, 60);
        scene.Track("Email Link Clicked", ("campaign", campaign), ("subject", campaign));
        scene.WaitSeconds(1, 4);
        scene.On(scene.Who.AnyDevice());
        scene.Tell(new BrowsingTheShop(campaign));
    }

    private static void Unsubscribe(Scene scene)
    {
        scene.Who.ReadsMail = false;
        scene.WaitSeconds(5, 60);
        scene.Track("Newsletter Left", ("reason", scene.Chance.Pick(["too-many", "not-for-me"])));
    }
}
