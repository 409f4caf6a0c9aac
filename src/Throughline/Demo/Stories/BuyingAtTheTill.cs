using Throughline.Demo.Company;
using Throughline.Demo.Telling;

namespace Throughline.Demo.Stories;

/// <summary>Pays at the till; the loyalty card says who it is.</summary>
internal sealed record BuyingAtTheTill(Store Store) : IStory
{
    public void Tell(Scene scene)
    {
        var lines = Shopping.AnyLines(scene.Chance);
        var order = new Order(scene.World.NextOrder(), lines, Shopping.Total(lines), "store");
        scene.Through("store");
        scene.WaitSeconds(120, 1_200);
        scene.Track("Order Completed", [.. Shop.Of(order, null, "Ireland"), ("store", Store.Name)]);
        scene.Tell(new HavingBought(order));
    }
}
