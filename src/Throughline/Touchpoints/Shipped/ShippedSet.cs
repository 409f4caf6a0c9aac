using Throughline.Platform.OurCompany;
using Throughline.Platform.Storage;

namespace Throughline.Touchpoints.Shipped;

/// <summary>The touchpoints and stages that a company begins with, and may change and delete.</summary>
public static class ShippedSet
{
    public const string Awareness = "awareness", Consideration = "consideration", Buying = "purchase", Loyalty = "loyalty", Advocacy = "advocacy";

    private const int Apart = 1_000;

    /// <summary>In the order in which they stand. Each call makes them anew.</summary>
    public static IReadOnlyList<Touchpoint> Touchpoints() =>
        [.. ShippedBeforeBuying.All().Concat(ShippedBuying.All()).Concat(ShippedAfterBuying.All()).Concat(ShippedService.All())
            .Select((t, i) => { t.Place = (i + 1) * Apart; return t; })];

    /// <summary>Adds everything to an empty database; the caller saves.</summary>
    internal static StageSettings PutInto(ThroughlineDb db)
    {
        (string Key, string Name)[] stages =
            [(Awareness, "Awareness"), (Consideration, "Consideration"), (Buying, "Purchase"), (Loyalty, "Loyalty"), (Advocacy, "Advocacy"),
            (Stage.Service, "Service"), (Stage.Defected, "Left")
            ];
        var settings = new StageSettings { Version = 1, BoughtFrom = Buying, SettleDays = 30, SilenceDays = 180, ValueEvent = "Product First Used" };
        db.AddRange(stages.Select((s, i) => new Stage { Key = s.Key, Name = s.Name, Place = i }));
        var touchpoints = Touchpoints();
        db.AddRange(touchpoints);
        var known = db.Departments.Select(d => d.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        db.AddRange(touchpoints.Select(t => t.Department).Distinct().Where(known.Add).Select(name => new Department { Name = name }));
        db.Add(settings);
        return settings;
    }

    /// <param name="events">Events that it takes; one may name its channel: <c>Order Completed@store</c>.</param>
    internal static Touchpoint Of(
        string stage, string key, string name, string channel, string department, string goal, (string Event, TimeSpan Within)? reached,
        params string[] events) => new()
        {
        Key = key,
        Place = 0,
        Name = name,
        Channel = channel,
        Stage = stage,
        Goal = goal,
        GoalEvent = reached?.Event,
        GoalWithinSeconds = (long)(reached?.Within ?? TimeSpan.FromDays(7)).TotalSeconds,
        Department = department,
        Rules = [.. events.Select(e => e.Split('@') is [var taken, var on] ? new Rule(taken, on) : new Rule(e))],
    };

    internal static Touchpoint Promising(this Touchpoint touchpoint, string text, string measure, TimeSpan target, double share)
    {
        touchpoint.Promise = new Promise(text, measure, target.TotalSeconds, share);
        return touchpoint;
    }
}
