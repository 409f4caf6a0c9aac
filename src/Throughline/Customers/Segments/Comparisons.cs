using System.Globalization;
using System.Text.Json;
using Throughline.JourneyEngine;

namespace Throughline.Customers.Segments;

/// <summary>How values are compared: numbers as numbers when both sides are numbers, else texts by ordinal; <c>contains</c> takes no notice of case.</summary>
internal static class Comparisons
{
    public static readonly string[] Ops = ["eq", "ne", "gt", "ge", "lt", "le", "contains", "in", "exists"];

    public static Comparison Of(string op) => op switch
    {
        "eq" => Comparison.Eq,
        "ne" => Comparison.Ne,
        "gt" => Comparison.Gt,
        "ge" => Comparison.Ge,
        "lt" => Comparison.Lt,
        "le" => Comparison.Le,
        "contains" => Comparison.Contains,
        "in" => Comparison.In,
        _ => Comparison.Exists,
    };

    /// <summary>The texts to compare with: one, several for <c>in</c>, none for <c>exists</c>.</summary>
    public static IReadOnlyList<string> Values(JsonElement? value) => value switch
    {
        null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => [],
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(Text)],
        { } one => [Text(one)],
    };

    /// <summary>Whether what is stored holds. Of a list it is enough that one element does; null is no value. Never asked for <c>ne</c>, which is the rest.</summary>
    public static bool Holds(JsonElement stored, Comparison comparison, IReadOnlyList<string> values) => stored.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => false,
        JsonValueKind.Array => stored.EnumerateArray().Any(element => Holds(element, comparison, values)),
        JsonValueKind.Object => comparison == Comparison.Exists,
        _ => Holds(Text(stored), comparison, values),
    };

    public static bool Holds(string stored, Comparison comparison, IReadOnlyList<string> values) => comparison switch
    {
        Comparison.Exists => true,
        Comparison.Eq => Same(stored, values[0]),
        Comparison.Ne => !Same(stored, values[0]),
        Comparison.In => values.Any(value => Same(stored, value)),
        Comparison.Contains => stored.Contains(values[0], StringComparison.OrdinalIgnoreCase),
        Comparison.Gt => Order(stored, values[0]) > 0,
        Comparison.Ge => Order(stored, values[0]) >= 0,
        Comparison.Lt => Order(stored, values[0]) < 0,
        Comparison.Le => Order(stored, values[0]) <= 0,
    };

    private static bool Same(string one, string other) => one == other || Number(one) is { } a && Number(other) is { } b && a == b;

    // Null, of which no comparison is true, when a number stands against a text.
    private static int? Order(string one, string other) => (Number(one), Number(other)) switch
    {
        ({ } a, { } b) => a.CompareTo(b),
        (null, null) => string.CompareOrdinal(one, other),
        _ => null,
    };

    private static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
