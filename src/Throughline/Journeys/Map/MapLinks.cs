using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Throughline.JourneyEngine;
using Throughline.Platform.Time;

namespace Throughline.Journeys.Map;

/// <summary>Where the map and its numbers lead.</summary>
public sealed class MapLinks(Period period, string? segment, MapLook look)
{
    /// <summary>The map itself, with changes to its address.</summary>
    public string Map(params ReadOnlySpan<(string Name, string? Value)> changes)
    {
        List<(string Name, string? Value)> said = [.. period.Query, ("segment", segment), ("view", MapLooks.KeyOf(look))];
        foreach (var change in changes)
        {
            said.RemoveAll(s => s.Name == change.Name);
            said.Add(change);
        }
        return Address("/journeys", said);
    }

    /// <summary>The figures of the map as a file.</summary>
    public string Figures => Address("/api/journeys/map/figures", [("from", Instant(period.From)), ("to", Instant(period.To)), ("segment", segment)]);

    public string Touchpoint(string key) => Address($"/touchpoints/{key}", [.. period.Query, ("segment", segment)]);

    /// <summary>Who was at a touchpoint, all or by how they stand with its goal.</summary>
    public string People(string touchpoint, GoalState? goal = null) =>
        Of(("touchpoint", touchpoint), ("goal", goal?.ToString().ToLower(CultureInfo.InvariantCulture)));

    /// <summary>Who has a case of what is promised at a touchpoint, by how it stands.</summary>
    public string Promise(string touchpoint, PromiseState state) => Address("/journeys/people",
        [("of", "promise"), ("touchpoint", touchpoint), ("state", state.ToString().ToLower(CultureInfo.InvariantCulture)), ("from", Instant(period.From)),
            ("to", Instant(period.To)), ("segment", segment)]);

    /// <summary>Who was at a touchpoint of a stage; of the last stage, who left.</summary>
    public string Stage(string stage) => Of(("stage", stage));

    /// <summary>Who stands in a stage at the end of the period.</summary>
    public string Standing(string stage) => Of(("stage", stage), ("now", "1"));

    private string Of(params IEnumerable<(string, string?)> cell) => Address("/journeys/people",
        [("of", "map"), ("from", Instant(period.From)), ("to", Instant(period.To)), ("segment", segment), .. cell]);

    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    public static string Address(string path, IEnumerable<(string Name, string? Value)> query) =>
        QueryHelpers.AddQueryString(path, query.Where(q => q.Value is not null).Select(q => KeyValuePair.Create(q.Name, q.Value)));
}
