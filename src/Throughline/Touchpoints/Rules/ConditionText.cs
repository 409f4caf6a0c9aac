using System.Text.Json;

namespace Throughline.Touchpoints.Rules;

/// <summary>Conditions as a person writes them: one a line, <c>total ge 500</c>, <c>topic in refund, sizing</c>, <c>coupon exists</c>.</summary>
public static class ConditionText
{
    /// <summary>Every comparison, in words.</summary>
    [Said]
    public static IReadOnlyList<(string Op, string Title)> Ops { get; } =
    [
        ("eq", "is"), ("ne", "is not"), ("gt", "is more than"), ("ge", "is at least"), ("lt", "is less than"), ("le", "is at most"),
        ("contains", "contains"), ("in", "is one of"), ("exists", "is known"),
    ];

    /// <summary>A condition of its three parts as they were typed.</summary>
    public static Condition Of(string property, string op, string value) => op switch
    {
        "exists" => new Condition(property, op),
        _ when string.IsNullOrWhiteSpace(value) => new Condition(property, op),
        "in" => new Condition(property, op, ListOf(value)),
        _ => new Condition(property, op, JsonOf(value.Trim())),
    };

    public static string Write(IEnumerable<Condition>? conditions) => string.Join('\n', (conditions ?? []).Select(Write));

    public static string Write(Condition condition) => $"{condition.Property} {condition.Op} {ValueOf(condition)}".TrimEnd();

    /// <summary>What cannot be read stays as it is, so that checking it says what is wrong.</summary>
    public static IReadOnlyList<Condition>? Read(string? text)
    {
        var lines = (text ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return lines.Length == 0 ? null : [.. lines.Select(ReadLine)];
    }

    private static Condition ReadLine(string line)
    {
        var parts = line.Split(' ', 3, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var (property, op, rest) = (parts[0], parts.ElementAtOrDefault(1) ?? "", parts.ElementAtOrDefault(2));
        if (rest is null) return new Condition(property, op);
        return new Condition(property, op, op == "in" ? ListOf(rest) : JsonOf(rest));
    }

    private static JsonElement ListOf(string text) =>
        JsonSerializer.SerializeToElement(text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(JsonOf));

    // A number or a boolean stays one, so that saving what was not changed changes nothing.
    private static JsonElement JsonOf(string text)
    {
        if (text is "true" or "false") return JsonElement.Parse(text);
        if (text.Length > 1 && text[0] == '"' && text[^1] == '"') return JsonSerializer.SerializeToElement(text[1..^1]);
        return IsJsonNumber(text) ? JsonElement.Parse(text) : JsonSerializer.SerializeToElement(text);
    }

    private static bool IsJsonNumber(string text)
    {
        try
        {
            return JsonElement.Parse(text).ValueKind == JsonValueKind.Number;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Its value as it is typed.</summary>
    public static string ValueOf(Condition condition) => condition.Value switch
    {
        null => "",
        { ValueKind: JsonValueKind.Array } list => string.Join(", ", list.EnumerateArray().Select(TextOf)),
        { } one => TextOf(one),
    };

    private static string TextOf(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String) return value.GetRawText();
        var text = value.GetString()!;
        return text is "true" or "false" || IsJsonNumber(text) ? $"\"{text}\"" : text;
    }
}
