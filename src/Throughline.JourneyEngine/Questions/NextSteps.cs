namespace Throughline.JourneyEngine;

/// <summary>What customers do next after a row that fits, or did just before it: the type, channel, touchpoint, stage or property of their
/// very next row.</summary>
public sealed record NextStepsQuestion
{
    public Scope Scope { get; init; } = new();

    /// <summary>After which rows to look; a touchpoint is named with <see cref="RowFilter.Touchpoints"/>.</summary>
    public EventPattern After { get; init; } = EventPattern.Any;

    /// <summary>Which column of the next row to answer.</summary>
    public Dimension By { get; init; } = Dimension.Touchpoint;

    /// <summary>Look at the row before instead: where customers come from. "Next" then reads "before" throughout.</summary>
    public bool Backwards { get; init; }

    /// <summary>How long to wait for a next row, in seconds, inclusive, at least 1. Null: until the end of the period.</summary>
    public long? WithinSeconds { get; init; }

    /// <summary>How many next steps are answered, 1 to 10,000; the rest goes to <see cref="NextStepsAnswer.Other"/>.</summary>
    public int Top { get; init; } = 20;
}

/// <summary>A next step, how often it came, for how many customers, and the median wait.</summary>
public sealed record NextStep(string Key, long Count, int Customers, double MedianSeconds);

/// <summary>The most frequent next steps (by name on a tie), all others, and how often nothing followed in time.</summary>
public sealed record NextStepsAnswer(long Total, IReadOnlyList<NextStep> Steps, long Other, long Nothing)
{
    /// <summary>Customers with a row to look after, whatever followed.</summary>
    public int Customers { get; init; }

    /// <summary>Of those, customers after whom once at least nothing followed in time.</summary>
    public int NothingCustomers { get; init; }
}

/// <summary>Answers next-step questions.</summary>
internal static class NextStepsRun
{
    public static NextStepsAnswer Answer(QuestionContext context, NextStepsQuestion question)
    {
        if (question.Top is < 1 or > 10_000) throw new QuestionException("top_out_of_range", "`top` must be from 1 to 10,000.");
        var (column, kernels) = Run(context, question, null);
        var counts = ValueLists.Sizes(kernels.Select(k => k.Waits));
        var medians = ValueLists.Medians(kernels.Select(k => k.Waits), context.Cancellation);
        NextStep[] all = [.. medians.Select(m => new NextStep(column.Names.Name(m.Key), counts[m.Key], kernels.Sum(k => k.Customers[m.Key]), m.Value / 1000))
            .OrderByDescending(s => s.Count).ThenBy(s => s.Key, StringComparer.Ordinal)];
        var nothing = kernels.Sum(k => k.Nothing);
        return new NextStepsAnswer(all.Sum(s => s.Count) + nothing, [.. all.Take(question.Top)], all.Skip(question.Top).Sum(s => s.Count), nothing)
        { Customers = kernels.Sum(k => k.Did), NothingCustomers = kernels.Sum(k => k.DidNothing)
        };
    }

    /// <summary>The customers who took a next step; null for those after whom nothing followed.</summary>
    public static int[] People(QuestionContext context, NextStepsQuestion question, string? key)
    {
        var code = key is null ? -1 : new DimensionColumn(context.Names, question.By).Names.Find(key);
        if (key is { Length: > 0 } && code == 0) return [];
        return PeopleList.Join(Run(context, question, code).Kernels.Select(k => k.People));
    }

    private static (DimensionColumn Column, NextStepsKernel[] Kernels) Run(QuestionContext context, NextStepsQuestion question, int? probe)
    {
        if (question.WithinSeconds is < 1) throw new QuestionException("window_out_of_range", "The wait must be at least 1 second.");
        var column = new DimensionColumn(context.Names, question.By);
        var after = new EventMatcher(context.Names, question.After);
        var withinMs = question.WithinSeconds is { } s and < long.MaxValue / 1000 ? s * 1000 : long.MaxValue;
        var scan = context.Scan(question.Scope, column.Needs | after.Needs, after.TypeBits);
        return (column, scan.Run(() => new NextStepsKernel(after, column, withinMs, question.Backwards, probe), context.Cancellation));
    }
}

/// <summary>Looks one row ahead of every row that fits, or one behind.</summary>
internal struct NextStepsKernel(EventMatcher after, DimensionColumn column, long withinMs, bool backwards, int? probe) : IKernel
{
    private readonly int[] _seen = new int[column.Codes];
    private int _visit;

    public readonly int[] Customers = new int[column.Codes];
    public readonly ValueLists Waits = new();
    public readonly List<int> People = [];
    public long Nothing;
    public int Did, DidNothing;

    public void Visit(ref RowView rows)
    {
        _visit++;
        var codes = column.Of(rows);
        var (did, didNothing) = (false, false);
        for (var i = rows.From; i < rows.To; i++)
        {
            if (!after.Fits(rows, i)) continue;
            did = true;
            var other = backwards ? i - 1 : i + 1;
            var wait = other >= rows.From && other < rows.To ? Math.Abs(rows.TimeMs(other) - rows.TimeMs(i)) : long.MaxValue;
            var follows = wait != long.MaxValue && wait <= withinMs;
            var code = follows ? codes[rows.Offset + other] : -1;
            if (probe == code) PeopleList.AddOnce(People, rows.Customer);
            if (!follows) { Nothing++; didNothing = true; continue; }
            Waits.Add(code, wait);
            if (_seen[code] != _visit) (_seen[code], Customers[code]) = (_visit, Customers[code] + 1);
        }
        (Did, DidNothing) = (Did + (did ? 1 : 0), DidNothing + (didNothing ? 1 : 0));
    }
}
