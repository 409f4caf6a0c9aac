using Throughline.Demo.Company;
using Throughline.Demo.People;
using Throughline.Demo.Telling;
using Throughline.Demo.Truths;

namespace Throughline.Demo.Stories;

/// <summary>What follows an order: delivery, learning, a review, a return, a repair, the club, and the next order.</summary>
internal sealed record HavingBought(Order Order) : IStory
{
    public void Tell(Scene scene)
    {
        var (who, chance) = (scene.Who, scene.Chance);
        who.Orders++;
        who.LastOrder = Order;
        if (Order.Channel == "store") Own(scene, scene.At);
        else if (chance.Is(0.015)) Cancel(scene);
        else scene.Later(Rhythm.WhenOpen(scene.At.AddHours(chance.Between(8, 40)), 7, 18, chance), new GettingADelivery(Order));
        if (who.HasAccount && !who.IsMember && chance.Is(who.Habit == Habit.Loyal ? 0.25 : 0.06))
            scene.Later(TimeSpan.FromMinutes(chance.Between(1, 4_000)), new RenewingTheClub());
        if (who.Orders == 1 && who.HasAccount && chance.Is(ReferralWave.ComesBackSoon(who.ReferredBy is not null)))
            scene.Later(Rhythm.Next(scene.At.AddDays(2), 9, chance), new BuyingOnTheWeb());
        if (!who.Follows && chance.Is(0.03)) scene.Later(TimeSpan.FromHours(chance.Between(1, 300)), new FollowingOnSocial());
    }

    /// <summary>Once the thing is in their hands.</summary>
    public void Own(Scene scene, DateTimeOffset since)
    {
        var (who, chance) = (scene.Who, scene.Chance);
        if (Order.Main.IsLearned || chance.Is(0.05)) scene.Later(since.AddHours(chance.Between(2, 30)), new LearningToUseIt(Order.Main));
        if (chance.Is(0.1)) scene.Later(Rhythm.Next(since.AddDays(4), 8, chance), new Reviewing(Order));
        if (chance.Is(0.06)) scene.Later(Rhythm.Next(since, 4, chance), new ReturningSomething(Order));
        if (chance.Is(0.012)) scene.Later(Rhythm.Next(since.AddDays(20), 60, chance), new RepairingGear(Order));
        if (chance.Is(AnsweringASurvey.Share(who))) scene.Later(since.AddHours(chance.Between(20, 60)), new AnsweringASurvey("delivery", null));
    }

    private void Cancel(Scene scene)
    {
        scene.WaitSeconds(300, 9_000);
        scene.Track("Order Cancelled", ("orderId", Order.Id), ("total", Order.Total), ("currency", Shop.Currency),
            ("reason", scene.Chance.Pick(["changed-my-mind", "wrong-size", "found-it-cheaper"])));
    }
}
