using Throughline.Contracts;
using Throughline.JourneyEngine;
using Throughline.Statistics.Experiments;
using Throughline.Statistics.Scores;

namespace Throughline.Touchpoints.Promises;

/// <summary>Looks for the property whose one value breaks a promise more often than the others do.</summary>
public sealed class FindWhereItBreaks(IJourneyIndex index) : IPart
{
    public const int MostRows = 8;
    private const int MostValues = 50, FewestToJudge = 20;
    private const double Level = 0.05;

    /// <param name="Rows">Where most is broken first.</param>
    public sealed record Found(Dimension By, IReadOnlyList<Row> Rows);

    /// <param name="Differs">It is kept less often than by all others, beyond chance.</param>
    public sealed record Row(string Value, int Kept, int Broken, int BrokenCustomers, bool Differs, double? PValue)
    {
        public int Judged => Kept + Broken;
        public double Share => (double)Kept / Judged;
    }

    /// <summary>By what cases can be told apart: the channel, and what has few values. What the promise itself is told by says nothing.</summary>
    public IReadOnlyList<Dimension> Candidates(Promise promise) =>
    [
        Dimension.Channel,
        .. index.Names.PropertyCounts
            .Where(p => p.Values is >= 2 and <= MostValues && p.Property != promise.Case && p.Property != (promise.PromisedDay ?? ReadTerms.UsualDay))
            .Select(p => Dimension.Of(p.Property)),
    ];

    /// <summary>The property with a value that breaks most beyond what the others would; null when no test supports one.</summary>
    public static Found? In(PromiseCount count)
    {
        var tried = count.Splits.GroupBy(s => s.By).SelectMany(by => Tested([.. by])).ToList();
        var adjusted = MultipleTesting.BenjaminiHochberg([.. tried.Select(t => t.PValue)]);
        var worst = tried.Zip(adjusted, (t, p) => (t.Split, t.Excess, P: p)).Where(t => t.P < Level && t.Excess > 0)
            .OrderByDescending(t => t.Excess).ThenBy(t => t.Split.By.Property, StringComparer.Ordinal).FirstOrDefault();
        if (worst.Split is null) return null;
        var tested = tried.Zip(adjusted, (t, p) => (t.Split, t.Excess, P: p)).Where(t => t.Split.By == worst.Split.By).ToDictionary(t => t.Split.Value);
        return new Found(worst.Split.By, [.. count.Splits.Where(s => s.By == worst.Split.By).OrderByDescending(s => s.Broken)
            .Select(s => new Row(s.Value, s.Kept, s.Broken, s.BrokenCustomers,
                tested.TryGetValue(s.Value, out var t) && t is { P: < Level, Excess: > 0 },
                tested.TryGetValue(s.Value, out var known) ? known.P : null))]);
    }

    private static IEnumerable<(PromiseSplit Split, double Excess, double PValue)> Tested(PromiseSplit[] values)
    {
        var (kept, broken) = (values.Sum(v => v.Kept), values.Sum(v => v.Broken));
        foreach (var value in values.Where(v => v.Value.Length > 0))
        {
            var (n, others) = (value.Kept + value.Broken, kept + broken - value.Kept - value.Broken);
            if (n < FewestToJudge || others < FewestToJudge) continue;
            var excess = value.Broken - (n * (double)(broken - value.Broken) / others);
            yield return (value, excess, TwoProportionTest.Pooled(kept - value.Kept, others, value.Kept, n).PValue);
        }
    }
}
