namespace Throughline.JourneyEngine;

/// <summary>A column and which of its codes pass. Codes given out after the question began do not.</summary>
internal sealed record FilterColumn(DimensionColumn Column, bool[] Passes)
{
    public Codes Of(in RowView rows) => Column.Of(rows);

    public bool Holds(int code) => (uint)code < (uint)Passes.Length && Passes[code];
}

/// <summary>A row filter as tables by code: every name and property condition is decided once per code, not per row.</summary>
internal sealed class CompiledFilter
{
    private readonly long _atLeast, _atMost;

    private CompiledFilter(StoreNames names, RowFilter filter)
    {
        ByValue = filter.ValueAtLeast is not null || filter.ValueAtMost is not null;
        (_atLeast, _atMost) = (filter.ValueAtLeast ?? long.MinValue + 1, filter.ValueAtMost ?? long.MaxValue);
        var named = from column in ((Dimension By, IReadOnlyList<string>? Names)[])
                        [(Dimension.EventType, filter.EventTypes), (Dimension.Channel, filter.Channels),
                        (Dimension.Touchpoint, filter.Touchpoints), (Dimension.Stage, filter.Stages)
                        ]
                    where column.Names is not null
                    let compiled = new DimensionColumn(names, column.By)
                    select new FilterColumn(compiled, Table(compiled.Names, column.Names));
        var properties = from condition in filter.Where
                         let compiled = new DimensionColumn(names, Dimension.Of(condition.Property))
                         select new FilterColumn(compiled, Table(compiled.Names, condition));
        Columns = [.. named, .. properties];
        Needs = Columns.Aggregate(ByValue ? Needs.Value : 0, (needs, c) => needs | c.Column.Needs);
    }

    /// <summary>All of these must pass.</summary>
    public FilterColumn[] Columns { get; }

    /// <summary>True when <see cref="HasValue"/> must hold as well.</summary>
    public bool ByValue { get; }

    /// <summary>The columns the filter reads.</summary>
    public Needs Needs { get; }

    /// <summary>The filter compiled, or null when it lets everything pass.</summary>
    public static CompiledFilter? From(StoreNames names, RowFilter? filter)
    {
        if (filter is null) return null;
        var compiled = new CompiledFilter(names, filter);
        return compiled.Needs == 0 ? null : compiled;
    }

    /// <summary>Whether row i of a customer passes.</summary>
    public bool Passes(in RowView rows, int i)
    {
        foreach (var column in Columns) if (!column.Holds(column.Of(rows)[rows.Offset + i])) return false;
        return !ByValue || HasValue(rows, i);
    }

    /// <summary>Whether row i has a value in the asked range.</summary>
    public bool HasValue(in RowView rows, int i) =>
        rows.Value[rows.Offset + i] is var value && value != JourneyRow.NoValue && value >= _atLeast && value <= _atMost;

    private static bool[] Table(CodeDictionary dictionary, IReadOnlyList<string> names)
    {
        var table = new bool[dictionary.Count + 1];
        foreach (var name in names) if (dictionary.Find(name) is > 0 and var code) table[code] = true;
        return table;
    }

    private static string Wanted(Comparison comparison) => comparison switch
    {
        Comparison.Exists => "no value",
        Comparison.In => "at least one value",
        _ => "exactly one value",
    };

    private static bool[] Table(CodeDictionary values, PropertyCondition condition)
    {
        if (!ValueTest.Fits(condition.Comparison, condition.Values.Count))
            throw new QuestionException("bad_condition",
                $"The condition on '{condition.Property}' takes {Wanted(condition.Comparison)}.");
        var test = new ValueTest(condition.Comparison, condition.Values);
        var table = new bool[values.Count + 1];
        table[0] = test.Holds(null);
        for (var code = 1; code < table.Length; code++) table[code] = test.Holds(values.Name(code));
        return table;
    }
}
