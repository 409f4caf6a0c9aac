using System.Text.Json;
using Throughline.Contracts;
using Throughline.JourneyEngine;

namespace Throughline.Journeys.Asking;

/// <summary>Reads conditions, event patterns and dimensions as the API writes them.</summary>
internal static class Conditions
{
    private const int MostConditions = 50;

    public static EventPattern Pattern(string? name, IReadOnlyList<AskedCondition>? where, string field) =>
        string.IsNullOrWhiteSpace(name)
            ? throw new QuestionException("event_missing", Words.Say($"`{field}` needs an event, such as \"Order Completed\", \"page:Home\" or \"*\" for any."))
            : TouchpointOf(name) is { } touchpoint ? new EventPattern(EventPattern.AnyEvent, Add(new RowFilter { Touchpoints = [touchpoint] }, where ?? []))
            : new EventPattern(name, where is { Count: > 0 } ? Add(new RowFilter(), where) : null);

    /// <summary>How a question names whatever happens at a touchpoint, as it names a page by <c>page:</c>.</summary>
    public const string AtTouchpoint = "touchpoint:";

    /// <summary>The key of the touchpoint that a name such as <c>touchpoint:checkout</c> means; null for an event.</summary>
    public static string? TouchpointOf(string? name) =>
        name?.StartsWith(AtTouchpoint, StringComparison.Ordinal) == true && name.Length > AtTouchpoint.Length ? name[AtTouchpoint.Length..] : null;

    public static RowFilter? Filter(AskedFilter? asked)
    {
        if (asked is null || asked == new AskedFilter()) return null;
        return Add(new RowFilter
        {
            EventTypes = Some(asked.Events),
            Channels = Some(asked.Channels),
            Touchpoints = Some(asked.Touchpoints),
            Stages = Some(asked.Stages),
            ValueAtLeast = Kept(asked.ValueAtLeast),
            ValueAtMost = Kept(asked.ValueAtMost),
        }, asked.Where ?? []);
    }

    /// <summary>What a breakdown splits by: a column of the index or a property.</summary>
    public static Dimension Dimension(string? property) => property switch
    {
        null or "" => throw new QuestionException(
            "breakdown_missing", Words.Say("A breakdown needs a `property`: channel, touchpoint, stage, event, or the name of a property.")),
        "channel" => JourneyEngine.Dimension.Channel,
        "touchpoint" => JourneyEngine.Dimension.Touchpoint,
        "stage" => JourneyEngine.Dimension.Stage,
        "event" => JourneyEngine.Dimension.EventType,
        _ => JourneyEngine.Dimension.Of(property),
    };

    private static RowFilter Add(RowFilter filter, IReadOnlyList<AskedCondition> where)
    {
        if (where.Count > MostConditions) throw new QuestionException("too_many_conditions", Words.Say($"At most {MostConditions} conditions are allowed "
            + $"here."));
        var properties = new List<PropertyCondition>();
        foreach (var condition in where)
        {
            var (name, op, values) = (condition.Property ?? "", OpOf(condition), ValuesOf(condition));
            if (name.Length == 0) throw new QuestionException("property_missing", Words.Say("A condition needs a `property`."));
            if (name is "channel" or "touchpoint" or "stage" or "event" && op is Comparison.Eq or Comparison.In) filter = Within(filter, name, values);
            else properties.Add(new PropertyCondition(name, op, values));
        }
        return filter with { Where = properties };
    }

    private static RowFilter Within(RowFilter filter, string column, IReadOnlyList<string> values) => column switch
    {
        "channel" => filter with { Channels = Both(filter.Channels, values) },
        "touchpoint" => filter with { Touchpoints = Both(filter.Touchpoints, values) },
        "stage" => filter with { Stages = Both(filter.Stages, values) },
        _ => filter with { EventTypes = Both(filter.EventTypes, values) },
    };

    private static IReadOnlyList<string> Both(IReadOnlyList<string>? one, IReadOnlyList<string> other) => one is null ? other : [.. one.Intersect(other)];

    private static IReadOnlyList<string>? Some(IReadOnlyList<string>? names) => names is { Count: > 0 } ? names : null;

    private static long? Kept(decimal? amount) =>
        amount is { } given
            ? Amounts.Kept(given) ?? throw new QuestionException("value_out_of_range", Words.Say("The value is too large."))
            : null;

    private static Comparison OpOf(AskedCondition condition) => string.IsNullOrEmpty(condition.Op) ? Comparison.Eq
        : ValueTest.Of(condition.Op)
            ?? throw new QuestionException("unknown_op", Words.Say($"'{condition.Op}' is not a valid comparison. Use {string.Join(", ", ValueTest.Words)}."));

    private static IReadOnlyList<string> ValuesOf(AskedCondition condition)
    {
        if (condition.Op == "exists") return [];
        if (condition.Value is not { } value || value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
            throw new QuestionException("value_missing", Words.Say($"The condition on '{condition.Property}' needs a `value`."));
        if (value.ValueKind != JsonValueKind.Array) return condition.Op == "in" && value.ValueKind == JsonValueKind.String
            ? [.. Text(value).Split(',', StringSplitOptions.TrimEntries)]
            : [Text(value)];
        return condition.Op == "in"
            ? [.. value.EnumerateArray().Select(Text)]
            : throw new QuestionException("one_value_wanted",
                Words.Say($"The condition on '{condition.Property}' takes a single value; use the op \"in\" for a list."));
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => KeptText.Of(value.GetString()!),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => throw new QuestionException("bad_value", Words.Say("A condition's value must be a text, a number, true or false.")),
    };
}
