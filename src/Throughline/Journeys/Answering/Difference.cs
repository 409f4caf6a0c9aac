using Throughline.Statistics.Experiments;
using Throughline.Statistics.Numerics;
using Throughline.Statistics.Scores;
using Throughline.Statistics.Survival;

namespace Throughline.Journeys.Answering;

/// <summary>How far a number lies from what it is compared with, and whether that is more than chance.</summary>
/// <param name="By">This less the other.</param>
/// <param name="Interval">95%, of the difference; null where the test gives none.</param>
/// <param name="P">Two-sided, of this test alone.</param>
public sealed record Difference(double By, Interval? Interval, double P, double N, double OtherN)
{
    private const double Level = 0.05;

    /// <summary>p, adjusted for the many tests of one page.</summary>
    public double Adjusted { get; internal set; } = P;

    /// <summary>Only then is it marked.</summary>
    public bool Holds => Adjusted < Level;
}

/// <summary>The tests of one page. A page makes many, so their p-values are adjusted together (Benjamini and Hochberg).</summary>
public sealed class Differences
{
    private const double LeastExpected = 5;

    private readonly List<Difference> _all = [];

    public int Count => _all.Count;

    /// <summary>Two shares of different people; null where there are too few to say anything (fewer than five expected in any cell).</summary>
    public Difference? Shares(long count, long of, long otherCount, long otherOf)
    {
        if (of <= 0 || otherOf <= 0 || count < 0 || otherCount < 0 || count > of || otherCount > otherOf) return null;
        var pooled = (double)(count + otherCount) / (of + otherOf);
        if (Math.Min(of, otherOf) * Math.Min(pooled, 1 - pooled) < LeastExpected) return null;
        var (test, estimate) = (TwoProportionTest.Pooled(otherCount, otherOf, count, of), Proportion.Newcombe(otherCount, otherOf, count, of));
        return Keep(new Difference(estimate.Value, estimate.Interval, test.PValue, of, otherOf));
    }

    /// <summary>Two rows of numbers, such as a value a day in two periods; null where they are too few or never vary.</summary>
    public Difference? Means(ReadOnlySpan<double> values, ReadOnlySpan<double> others)
    {
        if (values.Length < 3 || others.Length < 3) return null;
        var (these, those) = (SampleMoments.Of(values), SampleMoments.Of(others));
        if (these.Variance == 0 && those.Variance == 0) return null;
        var test = WelchTest.Of(those, these);
        return Keep(new Difference(test.Effect, test.Interval, test.PValue, values.Length, others.Length));
    }

    /// <summary>How long two groups of different people took, by the log-rank test; null where one of them is too small. Told by the
    /// difference of medians, without an interval.</summary>
    /// <param name="stretches">How many took how long, on one scale.</param>
    public Difference? Times(IReadOnlyList<int> stretches, double? median, IReadOnlyList<int> others, double? otherMedian)
    {
        if (median is not { } these || otherMedian is not { } those || stretches.Sum() < LeastExpected * 2 || others.Sum() < LeastExpected * 2) return null;
        var test = LogRank.OfCounts([stretches, others]);
        return Keep(new Difference(these - those, null, test.PValue, stretches.Sum(), others.Sum()));
    }

    /// <summary>Adjusts the p-values of all tests so far.</summary>
    public void Settle()
    {
        var adjusted = MultipleTesting.BenjaminiHochberg(_all.Select(d => d.P).ToArray());
        for (var i = 0; i < adjusted.Length; i++) _all[i].Adjusted = adjusted[i];
    }

    private Difference Keep(Difference difference)
    {
        _all.Add(difference);
        return difference;
    }
}
