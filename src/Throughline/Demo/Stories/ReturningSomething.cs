using Throughline.Demo.Company;
using Throughline.Demo.Telling;

namespace Throughline.Demo.Stories;

/// <summary>Sends something back and gets the money, sooner or later.</summary>
internal sealed record ReturningSomething(Order Order) : IStory
{
    public void Tell(Scene scene)
    {
        var (who, chance) = (scene.Who, scene.Chance);
        scene.On(who.AnyDevice());
        scene.Track("Return Requested", ("orderId", Order.Id), ("product", Order.Main.Name),
            ("reason", chance.Pick(("too-small", 4.0), ("too-big", 3.0), ("not-as-shown", 2.0), ("broken", 1.0))));
        scene.Wait(TimeSpan.FromDays(chance.Between(2, 9)));
        scene.Through("post");
        scene.Track("Return Received", ("orderId", Order.Id), ("carrier", "Swift Post"));
        if (who.SpeaksUp && chance.Is(0.25)) scene.Later(TimeSpan.FromDays(chance.Between(1, 4)), new NeedingHelp(Topic.Refund));
        scene.Wait(TimeSpan.FromDays(chance.Between(1, 7)));
        scene.Through("server");
        scene.Track("Order Refunded", ("orderId", Order.Id), ("total", Order.Total), ("currency", Shop.Currency));
    }
}
