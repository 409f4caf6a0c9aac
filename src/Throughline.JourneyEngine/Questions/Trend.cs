using NodaTime;

namespace Throughline.JourneyEngine;

/// <summary>What a trend measures: rows, distinct customers, or the sum, mean or median of a number.</summary>
public enum Measure { Count, Customers, Sum, Average, Median }

/// <summary>How something develops over calendar periods.</summary>
public sealed record TrendQuestion
{
    public Scope Scope { get; init; } = new();
    public EventPattern Event { get; init; } = EventPattern.Any;
    public Interval Interval { get; init; } = Interval.Day;
    public DateTimeZone? Zone { get; init; }
    public Measure Measure { get; init; } = Measure.Count;

    /// <summary>The promoted property whose numbers are measured, to six decimals; null for the row's own value.</summary>
    public string? ValueProperty { get; init; }

    /// <summary>Split by up to two columns.</summary>
    public IReadOnlyList<Dimension> Breakdown { get; init; } = [];

    /// <summary>Series to answer at most, by number of rows; all others are joined under "other". 1 to 10,000; null: all.</summary>
    public int? Top { get; init; }

    /// <summary>Series to answer, in place of the top ones, however few rows they have; all others are joined under "other". Each has a
    /// name for each breakdown.</summary>
    public IReadOnlyList<IReadOnlyList<string>>? Keys { get; init; }
}

/// <summary>A point: start of the period, the measure, and the rows it comes from (for customers: the customers).</summary>
public readonly record struct TrendPoint(long AtMs, double Value, long N);

/// <summary>A series. <c>Key</c> has one name for each breakdown; <c>IsOther</c> marks the sum of those beyond the top.</summary>
public sealed record TrendSeries(IReadOnlyList<string> Key, bool IsOther, IReadOnlyList<TrendPoint> Points);

/// <summary>The series, by key, "other" last. Without a breakdown there is one, with an empty key.</summary>
public sealed record TrendAnswer(IReadOnlyList<TrendSeries> Series);

/// <summary>Answers trend questions.</summary>
internal static class TrendRun
{
    private const int LargestTable = 1 << 24;

    public static TrendAnswer Answer(QuestionContext context, TrendQuestion question)
    {
        var plan = Plan(context, question);
        var kernels = Scan(context, question, plan);
        var medians = question.Measure == Measure.Median ? ValueLists.Medians(kernels.Select(k => k.Values), context.Cancellation) : [];
        var (counts, sums) = (kernels[0].Counts, kernels[0].Sums);
        foreach (var other in kernels.AsSpan(1))
        {
            for (var cell = 0; cell < counts.Length; cell++) counts[cell] += other.Counts[cell];
            for (var cell = 0; cell < sums.Length; cell++) sums[cell] += other.Sums[cell];
        }
        var series = new List<TrendSeries>();
        for (var key = 0; key < plan.Keys; key++)
        {
            var points = new TrendPoint[plan.Grid.Count];
            long all = 0;
            for (var p = 0; p < points.Length; p++)
            {
                var cell = (p * plan.Keys) + key;
                var n = counts[cell];
                points[p] = new TrendPoint(plan.Grid.Starts[p], plan.Value(n, sums.Length == 0 ? 0 : sums[cell], medians.GetValueOrDefault(cell)), n);
                all += n;
            }
            if (all > 0 || question.Breakdown.Count == 0) series.Add(new TrendSeries(plan.KeyNames(key), plan.IsOther(key), points));
        }
        return new TrendAnswer([.. series.OrderBy(s => s.IsOther).ThenBy(s => string.Join('\0', s.Key), StringComparer.Ordinal)]);
    }

    /// <summary>The customers behind a point of a series.</summary>
    public static int[] People(QuestionContext context, TrendQuestion question, long atMs, IReadOnlyList<string> key, bool isOther)
    {
        var plan = Plan(context, question);
        var period = Array.IndexOf(plan.Grid.Starts, atMs);
        if (period < 0 || period == plan.Grid.Count) throw new QuestionException("no_such_cell", "There is no such period in the answer.");
        var found = Enumerable.Range(0, plan.Keys)
            .Where(k => plan.IsOther(k) == isOther && (isOther || plan.KeyNames(k).SequenceEqual(key)))
            .DefaultIfEmpty(-1)
            .First();
        if (found < 0) return [];
        plan.Probe = (period * plan.Keys) + found;
        return PeopleList.Join(Scan(context, question, plan).Select(k => k.People));
    }

    private static TrendPlan Plan(QuestionContext context, TrendQuestion question)
    {
        question.Scope.Check();
        if (question.Breakdown.Count > 2) throw new QuestionException("too_many_breakdowns", "A trend splits by at most two columns.");
        if (question.Top is < 1 or > 10_000) throw new QuestionException("top_out_of_range", "`top` must be from 1 to 10,000.");
        if (question.Keys is { } keys && (keys.Count > 10_000 || keys.Any(k => k.Count != question.Breakdown.Count)))
            throw new QuestionException("keys_out_of_range", "`keys` takes at most 10,000 values, each with one name for each breakdown.");
        var plan = new TrendPlan(context.Names, question, PeriodGrid.Over(question.Scope, question.Interval, question.Zone));
        if (question is { Keys: { } wanted, Breakdown.Count: > 0 }) plan.KeepKeys(wanted);
        else if (question.Top is { } top && plan.AllKeys > top) plan.KeepTop(Rank(context, question, plan), top);
        if ((long)plan.Keys * plan.Grid.Count > LargestTable)
            throw new QuestionException("answer_too_large", "The answer would have more than 16 million cells; set `top`, or ask for longer intervals.");
        return plan;
    }

    /// <summary>Rows by key over the whole period, to know which keys are the top.</summary>
    private static long[] Rank(QuestionContext context, TrendQuestion question, TrendPlan plan)
    {
        if (plan.AllKeys > LargestTable)
            throw new QuestionException("too_many_values", "The breakdown has more than 16 million combinations; split by one column.");
        var count = plan.ForRanking(PeriodGrid.Over(question.Scope, Interval.Whole, null));
        var kernels = Scan(context, question, count);
        var rows = new long[count.Keys];
        for (var key = 0; key < rows.Length; key++) rows[key] = kernels.Sum(k => (long)k.Counts[key]);
        return rows;
    }

    private static TrendKernel[] Scan(QuestionContext context, TrendQuestion question, TrendPlan plan)
        => context.Scan(question.Scope, plan.Needs, plan.Event.TypeBits).Run(() => new TrendKernel(plan), context.Cancellation);
}
