using System.Text.Json;
using Throughline.JourneyEngine;

namespace Throughline.Customers.Segments;

/// <summary>The conditions of segments, which stand in JSON, as the comparisons that all conditions share.</summary>
internal static class Comparisons
{
    public static Comparison Of(string op) => ValueTest.Of(op) ?? Comparison.Exists;

    /// <summary>The texts to compare with: one, several for <c>in</c>, none for <c>exists</c>.</summary>
    public static IReadOnlyList<string> Values(JsonElement? value) => value switch
    {
        null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => [],
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(Text)],
        { } one => [Text(one)],
    };

    /// <summary>Whether a trait as it is stored holds. Of a list it is enough that one element does; null is no value. Never asked for
    /// <c>ne</c>, which is the rest.</summary>
    public static bool Holds(this ValueTest test, JsonElement stored) => stored.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => false,
        JsonValueKind.Array => stored.EnumerateArray().Any(test.Holds),
        JsonValueKind.Object => test.Comparison == Comparison.Exists,
        _ => test.Holds(Text(stored)),
    };

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
