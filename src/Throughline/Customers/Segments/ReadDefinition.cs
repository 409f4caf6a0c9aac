using System.Text.Json;
using Throughline.Contracts;
using Throughline.JourneyEngine;
using Throughline.Platform.Security.Access;

namespace Throughline.Customers.Segments;

/// <summary>Reads conditions as the API and the editor write them, and says of each mistake where it is and how to mend it.</summary>
[OneForAll]
public sealed class ReadDefinition(ITouchpoints touchpoints, CustomerLists lists) : IPart
{
    public const int MostConditions = 50, MostDays = 36_500, MostTimes = 1_000_000;
    private const int LongestText = 256, MostValues = 1_000, MostWhere = 20;

    private static readonly string[] Kinds = ["trait", "stage", "did", "didNot", "identity", "list"];

    /// <summary>The definition; null when there are faults.</summary>
    public SegmentDefinition? Read(JsonElement asked, List<Fault> faults)
    {
        var before = faults.Count;
        if (asked.ValueKind != JsonValueKind.Object) return Refuse(faults, "segment", "A segment is a JSON object with `match` and `conditions`.");
        var match = Text(asked, "match") ?? (asked.TryGetProperty("match", out var said) && said.ValueKind != JsonValueKind.Null ? "" : "all");
        if (match is not ("all" or "any")) faults.Add(new("match", "`match` must be \"all\" or \"any\"."));
        if (!asked.TryGetProperty("conditions", out var list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0)
            return Refuse(faults, "conditions", "Provide at least one condition in `conditions`.");
        if (list.GetArrayLength() > MostConditions)
            return Refuse(faults, "conditions", $"A segment can have at most {MostConditions} conditions; this one has {list.GetArrayLength()}.");
        var conditions = list.EnumerateArray().Select((condition, i) => Condition(condition, $"conditions[{i}]", faults)).ToList();
        return faults.Count > before ? null : new SegmentDefinition(match == "any", conditions!);
    }

    /// <summary>One condition alone, or a whole segment.</summary>
    public SegmentDefinition? ReadInline(JsonElement asked, List<Fault> faults)
    {
        if (asked.ValueKind != JsonValueKind.Object || asked.TryGetProperty("conditions", out _)) return Read(asked, faults);
        return Condition(asked, "segment", faults) is { } one ? new SegmentDefinition(false, [one]) : null;
    }

    private SegmentCondition? Condition(JsonElement asked, string at, List<Fault> faults)
    {
        var before = faults.Count;
        if (asked.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new(at, "A condition is a JSON object with `kind` and `name`."));
            return null;
        }
        var (kind, name) = (Text(asked, "kind"), Text(asked, "name")?.Trim());
        if (!Kinds.Contains(kind))
        {
            faults.Add(new($"{at}.kind", kind is null
                ? Words.Say("A condition needs a `kind`; use trait, stage, did, didNot, identity or list.")
                : Words.Say($"'{Short(kind)}' is not a valid kind of condition. Use trait, stage, did, didNot, identity or list.")));
            return null;
        }
        if (string.IsNullOrEmpty(name) || name.Length > LongestText)
            faults.Add(new($"{at}.name", $"Provide in `name` which {WordFor(kind)}, in at most {LongestText} characters."));
        var read = kind switch
        {
            "list" => OfList(asked, at, name ?? "", faults),
            "did" or "didNot" => OfDoing(asked, at, kind, name ?? "", faults),
            "stage" => OfStage(asked, at, name ?? "", faults),
            _ => OfValue(asked, at, kind!, name ?? "", faults),
        };
        return faults.Count > before ? null : read;
    }

    private SegmentCondition OfStage(JsonElement asked, string at, string name, List<Fault> faults)
    {
        var book = touchpoints.Now;
        NotFor(asked, at, "stage", ["value", "times", "days", "where"], faults);
        if (Text(asked, "op") is not (null or "eq")) faults.Add(new($"{at}.op", "A stage condition has no comparison: leave `op` out."));
        if (name.Length > 0 && !book.Stages.Append(book.Defected).Any(stage => stage.Key == name))
            faults.Add(new($"{at}.name",
                $"There is no stage '{Short(name)}'. Use one of {string.Join(", ", book.Stages.Append(book.Defected).Select(stage => stage.Key))}."));
        return new SegmentCondition("stage", name);
    }

    private SegmentCondition OfList(JsonElement asked, string at, string name, List<Fault> faults)
    {
        NotFor(asked, at, "list", ["op", "value", "times", "days", "where"], faults);
        if (name.Length > 0 && !lists.Exists(name))
            faults.Add(new($"{at}.name", $"There is no list '{Short(name)}'. Lists are created from the customers behind a number."));
        return new SegmentCondition("list", name);
    }

    private static SegmentCondition OfDoing(JsonElement asked, string at, string kind, string name, List<Fault> faults)
    {
        NotFor(asked, at, kind, ["op", "value"], faults);
        var (times, days) = (Whole(asked, at, "times", MostTimes, faults), Whole(asked, at, "days", MostDays, faults));
        List<SegmentWhere> where = [];
        if (asked.TryGetProperty("where", out var list) && list.ValueKind != JsonValueKind.Null)
        {
            if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() > MostWhere)
                faults.Add(new($"{at}.where", $"`where` must be a list of at most {MostWhere} conditions on properties."));
            else foreach (var (i, one) in list.EnumerateArray().Index()) if (Where(one, $"{at}.where[{i}]", faults) is { } read) where.Add(read);
        }
        return new SegmentCondition(kind, name, Times: times, Days: days, Where: where.Count > 0 ? where : null);
    }

    private static SegmentWhere? Where(JsonElement asked, string at, List<Fault> faults)
    {
        var property = asked.ValueKind == JsonValueKind.Object ? Text(asked, "property") : null;
        if (string.IsNullOrEmpty(property) || property.Length > LongestText)
        {
            faults.Add(new($"{at}.property", "Enter the name of the property."));
            return null;
        }
        var (op, value) = OpAndValue(asked, at, ValueTest.Words, faults);
        return new SegmentWhere(property, op, value);
    }

    private static SegmentCondition OfValue(JsonElement asked, string at, string kind, string name, List<Fault> faults)
    {
        NotFor(asked, at, kind, ["times", "days", "where"], faults);
        var (op, value) = OpAndValue(asked, at, kind == "trait" ? ValueTest.Words : ["exists", "eq", "in", "contains"], faults);
        return new SegmentCondition(kind, name, op, value);
    }

    private static (string Op, JsonElement? Value) OpAndValue(JsonElement asked, string at, IReadOnlyList<string> ops, List<Fault> faults)
    {
        JsonElement? value = asked.TryGetProperty("value", out var given) && given.ValueKind != JsonValueKind.Null ? given.Clone() : null;
        var unsaid = value is null ? "exists" : "eq";
        var op = asked.TryGetProperty("op", out var said) && said.ValueKind != JsonValueKind.Null ? said.ToString() : unsaid;
        if (!ops.Contains(op)) faults.Add(new($"{at}.op", $"'{Short(op)}' cannot be used here. Use {string.Join(", ", ops)}."));
        else if (op == "exists" && value is not null) faults.Add(new($"{at}.value", "`exists` takes no `value`."));
        else if (op != "exists" && value is null) faults.Add(new($"{at}.value", $"Provide the `value` to compare with, or use `exists`."));
        else if (op == "in"
            && value is { } list
            && (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() is 0 or > MostValues || !list.EnumerateArray().All(IsPlain)))
            faults.Add(new($"{at}.value", $"`in` takes a list of 1 to {MostValues:N0} texts or numbers."));
        else if (op is not ("in" or "exists") && value is { } one && !IsPlain(one))
            faults.Add(new($"{at}.value", $"`value` must be one text of at most {LongestText} characters, a number, true or false."));
        return (op, value);
    }

    private static int? Whole(JsonElement asked, string at, string field, int most, List<Fault> faults)
    {
        if (!asked.TryGetProperty(field, out var given) || given.ValueKind == JsonValueKind.Null) return null;
        if (given.ValueKind == JsonValueKind.Number && given.TryGetInt32(out var number) && number >= 1 && number <= most) return number;
        faults.Add(new($"{at}.{field}", $"Enter a whole number from 1 to {most:N0}."));
        return null;
    }

    private static void NotFor(JsonElement asked, string at, string kind, string[] fields, List<Fault> faults)
    {
        foreach (var field in fields)
            if (asked.TryGetProperty(field, out var given) && given.ValueKind != JsonValueKind.Null)
                faults.Add(new($"{at}.{field}", $"`{field}` cannot be used in a condition of kind {kind}; leave it out."));
    }

    private static bool IsPlain(JsonElement value) => value.ValueKind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False
        || value.ValueKind == JsonValueKind.String && value.GetString()!.Length is > 0 and <= LongestText;

    private static string? Text(JsonElement asked, string field) =>
        asked.TryGetProperty(field, out var given) && given.ValueKind == JsonValueKind.String ? given.GetString() : null;

    private static string WordFor(string? kind) => kind switch { "did" or "didNot" => "event", "identity" => "kind of identity", _ => kind ?? "one" };

    private static string Short(string text) => text.Length > 60 ? text[..60] + "…" : text;

    private static SegmentDefinition? Refuse(List<Fault> faults, string field, Sentence why)
    {
        faults.Add(new(field, why));
        return null;
    }
}
