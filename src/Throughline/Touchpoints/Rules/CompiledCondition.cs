using System.Text.Json;
using Throughline.JourneyEngine;

namespace Throughline.Touchpoints.Rules;

/// <summary>A condition of a rule, ready to be asked many times.</summary>
internal sealed class CompiledCondition
{
    public const int LongestProperty = 200, MostValues = 100;

    private readonly ValueTest _test;

    private CompiledCondition(string property, ValueTest test) => (Property, _test) = (property, test);

    public string Property { get; }

    /// <summary>The condition, or a sentence on why it is none.</summary>
    public static (CompiledCondition?, string? Why) Compile(Condition condition)
    {
        if (string.IsNullOrWhiteSpace(condition.Property) || condition.Property.Length > LongestProperty)
            return (null, Words.Say("A condition needs a property name, such as \"topic\"."));
        if (ValueTest.Of(condition.Op) is not { } comparison)
            return (null, Words.Say($"\"{condition.Op}\" is not a valid comparison. Use {string.Join(", ", ValueTest.Words)}."));
        var values = comparison == Comparison.Exists ? [] : ValuesOf(condition.Value);
        var fits = values is { Length: <= MostValues }
            && (comparison == Comparison.In) == (condition.Value is { ValueKind: JsonValueKind.Array })
            && ValueTest.Fits(comparison, values.Length);
        return fits ? (new CompiledCondition(condition.Property, new ValueTest(comparison, values!)), null)
            : (null, comparison == Comparison.In
                ? Words.Say($"\"in\" takes a list of 1 to {MostValues} texts, numbers or booleans.")
                : Words.Say($"\"{condition.Op}\" takes a single text, number or boolean as its value."));
    }

    /// <summary>Whether a property's text meets it; null: the property is not there.</summary>
    public bool Holds(string? value) => _test.Holds(value);

    private static string[]? ValuesOf(JsonElement? value)
    {
        if (value is not { } given) return [];
        string?[] texts = given.ValueKind == JsonValueKind.Array ? [.. given.EnumerateArray().Select(TextOf)] : [TextOf(given)];
        return texts.Contains(null) ? null : [.. texts.OfType<string>()];
    }

    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };
}
