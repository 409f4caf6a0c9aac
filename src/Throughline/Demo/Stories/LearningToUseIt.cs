using Throughline.Demo.Company;
using Throughline.Demo.Telling;

namespace Throughline.Demo.Stories;

/// <summary>Gets a mail that teaches the new thing, follows its steps or not, and uses it for the first time.</summary>
internal sealed record LearningToUseIt(Product Product) : IStory
{
    private const int Steps = 4;

    public void Tell(Scene scene)
    {
        var (who, chance) = (scene.Who, scene.Chance);
        scene.Through("email");
        scene.Track("Onboarding Started", ("product", Product.Name), ("category", Product.Category));
        if (who.HasAccount && chance.Is(0.55))
        {
            scene.Wait(TimeSpan.FromHours(chance.Between(1, 40)));
            scene.On(who.AnyDevice());
            var done = 0;
            while (done < Steps && chance.Is(0.82))
            {
                scene.WaitSeconds(40, 400);
                scene.Track("Tutorial Step Completed", ("product", Product.Name), ("step", ++done));
            }
            if (done == Steps) scene.Track("Onboarding Completed", ("product", Product.Name));
            else if (who.SpeaksUp && chance.Is(0.5)) scene.Later(TimeSpan.FromHours(chance.Between(1, 20)), new NeedingHelp(Topic.Setup));
        }
        if (!who.HasAccount || !chance.Is(0.5)) return;
        scene.Wait(TimeSpan.FromDays(chance.Wait(6)));
        scene.Through("app");
        scene.Track("Product First Used", ("product", Product.Name), ("category", Product.Category));
    }
}
