using Throughline.Demo.People;
using Throughline.Demo.Telling;

namespace Throughline.Demo.Stories;

/// <summary>A customer of long standing is carried over from the old shop on the first day.</summary>
internal sealed record ComingFromTheOldSystem : IStory
{
    public void Tell(Scene scene)
    {
        var who = scene.Who;
        who.HasAccount = true;
        who.IsMember = scene.Chance.Is(who.Habit == Habit.Loyal ? 0.45 : 0.12);
        who.Orders = who.Habit == Habit.Looker ? 0 : 1;
        scene.Identify();
        if (who.IsMember) scene.Later(TimeSpan.FromDays(scene.Chance.Between(5, 360)), new RenewingTheClub());
        scene.Later(ComingBack.Next(scene), new ComingBack());
    }
}
