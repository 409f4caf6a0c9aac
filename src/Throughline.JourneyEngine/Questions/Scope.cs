namespace Throughline.JourneyEngine;

/// <summary>How a property is compared; what each means is in <see cref="ValueTest"/>.</summary>
public enum Comparison { Eq, Ne, Gt, Ge, Lt, Le, Contains, In, Exists }

/// <summary>
/// A condition on one promoted property. <see cref="Comparison.In"/> takes several values, <see cref="Comparison.Exists"/>
/// none, the others one. A row without the property passes only <see cref="Comparison.Ne"/>.
/// </summary>
public sealed record PropertyCondition(string Property, Comparison Comparison, params IReadOnlyList<string> Values);

/// <summary>Which rows a question, or one step of it, looks at. What is null does not restrict.</summary>
public sealed record RowFilter
{
    public IReadOnlyList<string>? EventTypes { get; init; }
    public IReadOnlyList<string>? Channels { get; init; }
    public IReadOnlyList<string>? Touchpoints { get; init; }
    public IReadOnlyList<string>? Stages { get; init; }

    /// <summary>Least value, inclusive, in the store's unit. Rows without a value do not pass.</summary>
    public long? ValueAtLeast { get; init; }

    /// <summary>Greatest value, inclusive, in the store's unit. Rows without a value do not pass.</summary>
    public long? ValueAtMost { get; init; }

    /// <summary>All of these must hold.</summary>
    public IReadOnlyList<PropertyCondition> Where { get; init; } = [];
}

/// <summary>
/// What every question has: a period (start inclusive, end exclusive, milliseconds since 1970 UTC), customers, and
/// rows. A row outside <see cref="Rows"/> does not exist for the question, "first ever" included; a row outside the
/// period exists only for "first ever".
/// </summary>
public sealed record Scope
{
    public long FromMs { get; init; }
    public long ToMs { get; init; } = JourneyRow.TimeLimitMs;
    public RowFilter? Rows { get; init; }

    /// <summary>Only these customers.</summary>
    public CustomerSet? Customers { get; init; }

    /// <summary>Not these customers.</summary>
    public CustomerSet? Except { get; init; }

    internal void Check()
    {
        if (FromMs < 0 || ToMs > JourneyRow.TimeLimitMs) throw new QuestionException("period_out_of_range", "The period must lie between 1970 and 2106.");
        if (FromMs >= ToMs) throw new QuestionException("inverted_period", "The period ends before it begins; `to` must be later than `from`.");
    }
}
