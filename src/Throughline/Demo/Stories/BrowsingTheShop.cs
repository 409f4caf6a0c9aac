using Throughline.Demo.Company;
using Throughline.Demo.Telling;

namespace Throughline.Demo.Stories;

/// <summary>Looks around the shop, on the web or in the app, and perhaps leaves something in the cart.</summary>
internal sealed record BrowsingTheShop(string? Campaign = null) : IStory
{
    private const double LeavesAtOnce = 0.14, FindsNothing = 0.18, LeavesTheCategory = 0.16;

    public void Tell(Scene scene)
    {
        var (who, chance) = (scene.Who, scene.Chance);
        if (scene.Device is null) scene.On(who.AnyDevice());
        if (scene.Device is { IsSignedIn: false } device && who.HasAccount && (device.Channel == "app" || chance.Is(0.5))) scene.Identify();
        scene.See("Home", ("campaign", Campaign));
        if (chance.Is(LeavesAtOnce)) return;
        var category = chance.Pick(Catalogue.Categories);
        if (!(chance.Is(0.35) ? Search(scene, category) : LookThrough(scene, category))) return;
        var product = chance.Pick(Catalogue.In(category));
        for (var looks = chance.Pick((1, 5.0), (2, 3.0), (3, 2.0)); looks > 0; looks--) Look(scene, product = chance.Pick(Catalogue.In(category)));
        Decide(scene, product);
        if (who.SpeaksUp && chance.Is(0.2)) scene.Later(TimeSpan.FromMinutes(chance.Between(2, 90)), new AskingBeforeBuying(product));
    }

    private static bool Search(Scene scene, string category)
    {
        var isFound = !scene.Chance.Is(FindsNothing);
        var found = Catalogue.In(category);
        scene.Track("Products Searched", ("query", scene.Chance.Pick(found).Name.Split(' ')[^1]), ("results", isFound ? found.Count : 0));
        return isFound;
    }

    private static bool LookThrough(Scene scene, string category)
    {
        scene.See("Category", ("category", category));
        scene.Track("Product List Viewed", ("category", category));
        return !scene.Chance.Is(LeavesTheCategory);
    }

    private static void Look(Scene scene, Product product)
    {
        scene.WaitSeconds(8, 60);
        scene.Track("Product Viewed", Shop.Of(product));
        scene.WaitSeconds(10, 120);
    }

    private static void Decide(Scene scene, Product product)
    {
        switch (scene.Chance.Next())
        {
            case < 0.06:
                scene.Track("Wishlist Product Added", Shop.Of(product));
                break;
            case < 0.09:
                scene.Track("Product Shared", [.. Shop.Of(product), ("medium", scene.Chance.Pick(["whatsapp", "email", "link"]))]);
                break;
            case < 0.24:
                scene.Track("Product Added", Shop.Of(product));
                scene.WaitSeconds(5, 60);
                scene.See("Cart");
                scene.Track("Cart Viewed", ("total", product.Price), ("currency", Shop.Currency));
                if (scene.Chance.Is(0.3)) scene.Track("Product Removed", Shop.Of(product));
                break;
        }
    }
}
