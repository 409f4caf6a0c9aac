using Throughline.Demo.Company;
using Throughline.Demo.Telling;

namespace Throughline.Demo.Stories;

/// <summary>Has something mended, and hears of it when it is done.</summary>
internal sealed record RepairingGear(Order Order) : IStory
{
    public void Tell(Scene scene)
    {
        var (who, chance) = (scene.Who, scene.Chance);
        if (who.HasAccount && who.Place.NearStore) scene.Through("store");
        else scene.On(who.AnyDevice());
        scene.Track("Repair Requested", ("orderId", Order.Id), ("product", Order.Main.Name),
            ("reason", chance.Pick(["zip", "seam", "pole", "sole", "buckle"])));
        if (who.SpeaksUp && chance.Is(0.5)) scene.Later(TimeSpan.FromDays(chance.Between(5, 12)), new NeedingHelp(Topic.Repair));
        scene.Wait(TimeSpan.FromDays(chance.Between(6, 24)));
        scene.Through("email");
        scene.Track("Repair Completed", ("orderId", Order.Id), ("product", Order.Main.Name));
    }
}
