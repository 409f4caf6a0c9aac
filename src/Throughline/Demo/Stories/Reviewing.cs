using Throughline.Demo.Company;
using Throughline.Demo.Telling;

namespace Throughline.Demo.Stories;

/// <summary>Says publicly what the thing is worth.</summary>
internal sealed record Reviewing(Order Order) : IStory
{
    public void Tell(Scene scene)
    {
        scene.On(scene.Who.AnyDevice());
        scene.See("Product", ("product", Order.Main.Name));
        scene.Track("Product Reviewed", ("product", Order.Main.Name), ("category", Order.Main.Category),
            ("rating", scene.Chance.Pick((5, 50.0), (4, 28.0), (3, 12.0), (2, 6.0), (1, 4.0))));
    }
}
