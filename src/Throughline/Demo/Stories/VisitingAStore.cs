using Throughline.Demo.Company;
using Throughline.Demo.People;
using Throughline.Demo.Telling;

namespace Throughline.Demo.Stories;

/// <summary>Walks into a store, perhaps looks something up on the kiosk there, perhaps buys.</summary>
internal sealed record VisitingAStore : IStory
{
    public void Tell(Scene scene)
    {
        var (who, chance) = (scene.Who, scene.Chance);
        var store = chance.Pick(Store.All);
        scene.WaitUntil(Rhythm.WhenOpen(scene.At, 10, 19, chance));
        scene.Through("store");
        scene.Track("Store Visited", ("store", store.Name), ("city", "Galway"));
        scene.WaitSeconds(60, 900);
        if (chance.Is(0.3)) LookUp(scene, store);
        if (chance.Is(0.4)) scene.Tell(new BuyingAtTheTill(store));
    }

    // Everybody uses the same kiosk: what is done there is nobody's, unless a card is held to it.
    private static void LookUp(Scene scene, Store store)
    {
        var kiosk = Device.Kiosk(store);
        kiosk.IsSignedIn = scene.Who.IsMember && scene.Chance.Is(0.15);
        scene.On(kiosk);
        scene.Track("Kiosk Used", ("store", store.Name));
        for (var looks = scene.Chance.From(1, 2); looks > 0; looks--)
        {
            scene.WaitSeconds(10, 60);
            scene.Track("Kiosk Product Looked Up", [.. Shop.Of(scene.Chance.Pick(Catalogue.Products)), ("store", store.Name)]);
        }
        scene.WaitSeconds(20, 300);
    }
}
