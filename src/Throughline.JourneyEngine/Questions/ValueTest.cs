namespace Throughline.JourneyEngine;

/// <summary>
/// What a condition means, wherever one is written. Numbers compare by size, to the last digit, when both sides are
/// numbers (5 equals 5.0, and a number sent as text is one), texts letter by letter; a number and a text do not compare, so no order
/// between them holds; <see cref="Comparison.Contains"/> takes no notice of case. Safe for many threads.
/// </summary>
public sealed class ValueTest
{
    private readonly string[] _values;
    private readonly ExactNumber?[] _numbers;

    /// <exception cref="ArgumentException">The comparison takes another number of values: none for exists, at least one for in, else one.</exception>
    public ValueTest(Comparison comparison, IReadOnlyList<string> values)
    {
        if (!Fits(comparison, values.Count)) throw new ArgumentException($"{comparison} does not take {values.Count} values.", nameof(values));
        (Comparison, _values, _numbers) = (comparison, [.. values], [.. values.Select(ExactNumber.Read)]);
    }

    public Comparison Comparison { get; }

    /// <summary>The words of the API for comparisons, in the order in which people are told of them.</summary>
    public static IReadOnlyList<string> Words { get; } = ["eq", "ne", "gt", "ge", "lt", "le", "contains", "in", "exists"];

    /// <summary>The comparison of a word of the API, or null.</summary>
    public static Comparison? Of(string? word) => word switch
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

    /// <summary>Whether a comparison takes so many values.</summary>
    public static bool Fits(Comparison comparison, int values) => comparison switch
    {
        Comparison.Exists => values == 0,
        Comparison.In => values > 0,
        Comparison.Eq or Comparison.Ne or Comparison.Gt or Comparison.Ge or Comparison.Lt or Comparison.Le or Comparison.Contains => values == 1,
    };

    /// <summary>Whether what is stored meets it; null, nothing stored, meets only <see cref="Comparison.Ne"/>.</summary>
    public bool Holds(string? stored) => stored is null ? Comparison == Comparison.Ne : Comparison switch
    {
        Comparison.Exists => true,
        Comparison.Eq => Same(stored, 0),
        Comparison.Ne => !Same(stored, 0),
        Comparison.In => Enumerable.Range(0, _values.Length).Any(i => Same(stored, i)),
        Comparison.Contains => stored.Contains(_values[0], StringComparison.OrdinalIgnoreCase),
        Comparison.Gt => Order(stored) > 0,
        Comparison.Ge => Order(stored) >= 0,
        Comparison.Lt => Order(stored) < 0,
        Comparison.Le => Order(stored) <= 0,
    };

    private bool Same(string stored, int i) =>
        stored == _values[i] || _numbers[i] is { } asked && ExactNumber.Read(stored) is { } number && number.CompareTo(asked) == 0;

    private int? Order(string stored) => (ExactNumber.Read(stored), _numbers[0]) switch
    {
        ({ } number, { } asked) => number.CompareTo(asked),
        (null, null) => string.CompareOrdinal(stored, _values[0]),
        _ => null,
    };
}
