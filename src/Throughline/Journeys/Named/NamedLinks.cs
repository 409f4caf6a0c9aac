using System.Globalization;
using System.Text.Json;
using Throughline.Journeys.Changes;
using Throughline.Platform.Ui;

namespace Throughline.Journeys.Named;

/// <summary>Where the numbers of a named journey lead.</summary>
public sealed class NamedLinks(MapPeriod period, string? segment)
{
    public string Page(NamedCard journey) => ChangeLinks.Address($"/journeys/named/{journey.Key}", [.. period.Query, ("segment", segment)]);

    /// <param name="step">From 0.</param>
    public string People(NamedCard journey, int step, bool dropped = false) => ChangeLinks.Address("/journeys/people",
        [("of", "named"), ("journey", journey.Key), ("from", ChangeLinks.Instant(period.From)), ("to", ChangeLinks.Instant(period.To)), ("segment", segment), ("step", step.ToString(CultureInfo.InvariantCulture)), ("dropped", dropped ? "1" : null)]);

    /// <summary>The same question in the explorer.</summary>
    public string Funnel(NamedCard journey) => ChangeLinks.Address("/journeys/funnel",
    [
        .. journey.Steps.SelectMany(Step), ("window", ChangeLinks.Window(journey.WindowSeconds)), ("segment", segment),
        .. period.Named is null ? period.Query.Prepend(("period", "own")) : [("period", period.Named)],
    ]);

    private static IEnumerable<(string, string?)> Step(NamedStep step) =>
        [("step", step.Event), .. (step.Where ?? []).SelectMany(w => new (string, string?)[] { ("where", w.Property), ("op", w.Op), ("value", w.Value is { } value ? Text(value) : null) })];

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.Array ? string.Join(',', value.EnumerateArray().Select(v => v.ToString())) : value.ToString();
}
