using System.Globalization;
using Throughline.Journeys.Asking;
using Throughline.Journeys.Map;
using Throughline.Platform.Time;

namespace Throughline.Journeys.Changes;

/// <summary>Where a change leads: to its people, and to its funnel.</summary>
internal sealed class ChangeLinks(Period period, string? segment)
{
    /// <summary>Who missed the goal; after a rise, who reached it.</summary>
    public string People(FindChanges.Change change) =>
        MapLinks.Address("/journeys/people", [("of", "map"), ("from", MapLinks.Instant(period.From)), ("to", MapLinks.Instant(period.To)), ("segment", segment),
            ("touchpoint", change.Touchpoint), ("goal", change.By < 0 ? "missed" : "reached")]);

    /// <summary>From the touchpoint to its goal, against the period before, split by what explains the change.</summary>
    public string Funnel(FindChanges.Change change) => MapLinks.Address("/journeys/funnel",
    [
        ("step", Conditions.AtTouchpoint + change.Touchpoint), ("step", change.GoalEvent),
        ("window", Window(change.GoalWithinSeconds)), ("by", change.Cause?.Property), ("segment", segment),
        .. period.QuestionQuery, ("compare", "before"),
    ]);

    /// <summary>How many customers came, week by week.</summary>
    public string Trend(string touchpoint) => MapLinks.Address("/journeys/trend",
        [("event", Conditions.AtTouchpoint + touchpoint), ("measure", "customers"), ("interval", period.Days > 14 ? "week" : "day"), ("segment", segment),
            .. period.QuestionQuery, ("compare", "before")]);

    /// <summary>Who came.</summary>
    public string Came(string touchpoint) => MapLinks.Address("/journeys/people",
        [("of", "map"), ("from", MapLinks.Instant(period.From)), ("to", MapLinks.Instant(period.To)), ("segment", segment), ("touchpoint", touchpoint)]);

    /// <summary>A length of time as the explorer's address has it: 30m, 14d.</summary>
    public static string Window(long seconds)
    {
        var (unit, size) = new[] { ("d", 86_400L), ("h", 3_600L), ("m", 60L) }.FirstOrDefault(u => seconds > 0 && seconds % u.Item2 == 0, ("s", 1L));
        return string.Create(CultureInfo.InvariantCulture, $"{seconds / size}{unit}");
    }
}
