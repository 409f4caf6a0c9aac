using Throughline.Demo.Telling;

namespace Throughline.Demo.Stories;

/// <summary>A browser without a name looks at a few things, perhaps again some days later, and never says who it is.</summary>
internal sealed record PassingBy(int MoreTimes) : IStory
{
    public void Tell(Scene scene)
    {
        scene.On(scene.Who.AnyDevice());
        scene.Tell(new BrowsingTheShop(scene.Chance.Is(0.25) ? Campaigns.At(scene.At) : null));
        if (MoreTimes > 0) scene.Later(Rhythm.Next(scene.At, 9, scene.Chance), new PassingBy(MoreTimes - 1));
    }
}
