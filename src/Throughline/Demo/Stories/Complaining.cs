using Throughline.Demo.Telling;

namespace Throughline.Demo.Stories;

/// <summary>Has had enough and says so; most complaints are put right within days.</summary>
internal sealed record Complaining(Need Need) : IStory
{
    public void Tell(Scene scene)
    {
        var chance = scene.Chance;
        scene.Through(chance.Pick(("email", 6.0), ("social", 2.0), ("phone", 2.0)));
        scene.Episode = Need.Id;
        scene.Track("Complaint Made", ("topic", Need.Topic.Key), ("reason", chance.Pick(["told-it-twice", "wrong-answer", "waited-too-long"])));
        if (!chance.Is(0.8))
        {
            if (chance.Is(0.25)) scene.Later(TimeSpan.FromDays(chance.Between(3, 15)), new Leaving("service", Need.Id));
            return;
        }
        scene.WaitUntil(Rhythm.WhenOpen(scene.At.AddDays(chance.Wait(2.5)), 9, 18, chance));
        scene.Through("email");
        scene.Track("Complaint Resolved", ("topic", Need.Topic.Key), ("agent", chance.Pick(Company.Agents.OnChat)));
    }
}
