using Throughline.Demo.Company;
using Throughline.Demo.Telling;
using Throughline.Demo.Truths;

namespace Throughline.Demo.Stories;

/// <summary>A parcel is sent, perhaps delayed, and arrives; meanwhile its customer looks where it is, or asks.</summary>
internal sealed record GettingADelivery(Order Order) : IStory
{
    public void Tell(Scene scene)
    {
        var chance = scene.Chance;
        var carrier = LateDeliveries.AnyCarrier(chance);
        var late = LateDeliveries.DaysLate(carrier, scene.At, chance);
        var promised = new DateTimeOffset(scene.At.Date.AddDays(chance.From(2, 4)).AddHours(18), TimeSpan.Zero);
        var delivered = promised.AddDays(late).AddHours(-chance.Between(1, 9));
        scene.Through("post");
        scene.Track("Order Dispatched", ("orderId", Order.Id), ("carrier", carrier), ("promisedAt", promised));
        if (chance.Is(late > 0 ? 0.75 : 0.3)) scene.Later(scene.At.AddHours(chance.Between(4, 40)), new LookingWhereItIs(Order));
        if (late > 0) Wait(scene, carrier, promised, late);
        scene.WaitUntil(delivered);
        scene.Through("post");
        scene.Track("Order Delivered", ("orderId", Order.Id), ("carrier", carrier), ("promisedAt", promised), ("daysLate", late));
        new HavingBought(Order).Own(scene, delivered);
    }

    private void Wait(Scene scene, string carrier, DateTimeOffset promised, int late)
    {
        var (who, chance) = (scene.Who, scene.Chance);
        scene.WaitUntil(promised.AddHours(-chance.Between(0, 6)));
        if (chance.Is(0.8)) scene.Track("Delivery Delayed", ("orderId", Order.Id), ("carrier", carrier), ("promisedAt", promised), ("daysLate", late));
        scene.Later(promised.AddHours(chance.Between(2, 30)), new LookingWhereItIs(Order));
        if (SilentMajority.SpeaksUpThisTime(who))
            scene.Later(Rhythm.WhenOpen(promised.AddHours(chance.Between(14, 40)), 9, 18, chance), new NeedingHelp(Topic.WhereIsMyOrder));
    }
}

/// <summary>Opens the page that says where a parcel is.</summary>
internal sealed record LookingWhereItIs(Order Order) : IStory
{
    public void Tell(Scene scene)
    {
        scene.On(scene.Who.AnyDevice());
        scene.See("Order Status", ("orderId", Order.Id));
    }
}
