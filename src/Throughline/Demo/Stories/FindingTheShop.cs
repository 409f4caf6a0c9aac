using Throughline.Demo.People;
using Throughline.Demo.Telling;
using Throughline.Demo.Truths;

namespace Throughline.Demo.Stories;

/// <summary>Somebody new comes across the shop, alone or told by a friend, looks around, and may sign up or buy.</summary>
internal sealed record FindingTheShop : IStory
{
    public void Tell(Scene scene)
    {
        var (who, chance) = (scene.Who, scene.Chance);
        scene.On(chance.Is(0.6) ? who.Phone : who.Laptop);
        if (who.ReferredBy is { } friend)
        {
            scene.See("Home", ("campaign", "refer-a-friend"));
            scene.Track("Referral Used", ("userId", friend.UserId), ("referralCode", friend.ReferralCode));
        }
        else if (chance.Is(0.45)) scene.Track("Campaign Seen", ("campaign", Campaigns.At(scene.At)), ("medium", chance.Pick(["social", "search", "banner"])));
        scene.Tell(new BrowsingTheShop());
        if (who.Habit == Habit.Guest || chance.Is(ReferralWave.BuysSoon(who.ReferredBy is not null)))
            scene.Later(Rhythm.Next(scene.At, who.ReferredBy is null ? 6 : 2.5, chance), new BuyingOnTheWeb());
        else scene.Later(Rhythm.Next(scene.At, 5, chance), new SigningUpByMail());
        scene.Later(Rhythm.Next(scene.At.AddDays(6), 8, chance), new ComingBack());
    }
}
