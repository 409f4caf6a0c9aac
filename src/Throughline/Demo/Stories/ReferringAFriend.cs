using Throughline.Demo.People;
using Throughline.Demo.Telling;

namespace Throughline.Demo.Stories;

/// <summary>Tells a friend, who comes; and now and then others, who do not.</summary>
internal sealed record ReferringAFriend(Shopper Friend) : IStory
{
    public void Tell(Scene scene)
    {
        var (who, chance) = (scene.Who, scene.Chance);
        scene.WaitUntil(Rhythm.WhenOpen(scene.At, 9, 22, chance));
        for (var told = chance.From(1, 2); told > 0; told--)
        {
            scene.Through(chance.Is(0.5) ? "email" : "social");
            scene.Track("Referral Sent", ("referralCode", who.ReferralCode));
            scene.WaitSeconds(20, 600);
        }
        scene.Later(TimeSpan.FromHours(chance.Wait(20)), Friend, new FindingTheShop());
    }
}
