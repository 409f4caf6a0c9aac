using System.Globalization;
using System.Text.Json;
using Throughline.JourneyEngine;

namespace Throughline.Touchpoints.Rules;

/// <summary>A condition ready to be asked many times. It decides as the journey engine does.</summary>
internal sealed class CompiledCondition
{
    public const int LongestProperty = 200, MostValues = 100;

    private readonly Comparison _comparison;
    private readonly string[] _values;

    private CompiledCondition(string property, Comparison comparison, string[] values) => (Property, _comparison, _values) = (property, comparison, values);

    public string Property { get; }

    /// <summary>The condition, or a sentence on why it is none.</summary>
    public static (CompiledCondition?, string? Why) Compile(Condition condition)
    {
        if (string.IsNullOrWhiteSpace(condition.Property) || condition.Property.Length > LongestProperty) return (null, "A condition names a property, such as \"topic\".");
        if (ComparisonOf(condition.Op) is not { } comparison) return (null, $"\"{condition.Op}\" compares nothing; take eq, ne, gt, ge, lt, le, contains, in or exists.");
        var values = ValuesOf(condition.Value);
        var fits = comparison switch
        {
            Comparison.Exists => true,
            Comparison.In => condition.Value is { ValueKind: JsonValueKind.Array } && values is { Length: > 0 and <= MostValues },
            Comparison.Eq or Comparison.Ne or Comparison.Gt or Comparison.Ge or Comparison.Lt or Comparison.Le or Comparison.Contains =>
                condition.Value is { ValueKind: not JsonValueKind.Array } && values is { Length: 1 },
        };
        return fits ? (new CompiledCondition(condition.Property, comparison, values ?? []), null)
            : (null, comparison == Comparison.In ? $"\"in\" takes a list of 1 to {MostValues} texts, numbers or booleans." : $"\"{condition.Op}\" takes one text, number or boolean as its value.");
    }

    /// <summary>Whether a property's text meets it; null: the property is not there.</summary>
    public bool Holds(string? value) => value is null ? _comparison == Comparison.Ne : _comparison switch
    {
        Comparison.Exists => true,
        Comparison.Eq => value == _values[0],
        Comparison.Ne => value != _values[0],
        Comparison.In => Array.IndexOf(_values, value) >= 0,
        Comparison.Contains => value.Contains(_values[0], StringComparison.OrdinalIgnoreCase),
        Comparison.Gt => Order(value) > 0,
        Comparison.Ge => Order(value) >= 0,
        Comparison.Lt => Order(value) is < 0 and > int.MinValue,
        Comparison.Le => Order(value) is <= 0 and > int.MinValue,
    };

    // Numbers by size, texts by ordinal; a number and a text do not compare (MinValue).
    private int Order(string value)
    {
        var isNumber = double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var a);
        var thanNumber = double.TryParse(_values[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var b);
        if (isNumber && thanNumber) return a.CompareTo(b);
        return isNumber != thanNumber ? int.MinValue : Math.Sign(string.CompareOrdinal(value, _values[0]));
    }

    private static Comparison? ComparisonOf(string? op) => op switch
    {
        "eq" => Comparison.Eq,
        "ne" => Comparison.Ne,
        "gt" => Comparison.Gt,
        "ge" => Comparison.Ge,
        "lt" => Comparison.Lt,
        "le" => Comparison.Le,
        "contains" => Comparison.Contains,
        "in" => Comparison.In,
        "exists" => Comparison.Exists,
        _ => null,
    };

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
