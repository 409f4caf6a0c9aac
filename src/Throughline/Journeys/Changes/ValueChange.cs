using Throughline.JourneyEngine;
using Throughline.Statistics.Numerics;

namespace Throughline.Journeys.Changes;

/// <summary>How far each value of a property changed, against how far the others did.</summary>
internal static class ValueChange
{
    // With fewer on either side the normal approximation says nothing.
    public const int Fewest = 20;

    private readonly record struct Counts(int Reached, int N)
    {
        public double Share => (double)Reached / N;
        public double Variance => Share * (1 - Share) / N;
        public Counts Without(Counts part) => new(Reached - part.Reached, N - part.N);
    }

    /// <summary>Each value with enough customers in both periods, and how much more of the change it carries than its part of the customers would.</summary>
    public static IEnumerable<(Cause Cause, double Excess)> All(string property, FunnelAnswer now, FunnelAnswer before)
    {
        var (all, allBefore) = (Of(now.All), Of(before.All));
        if (all.N == 0 || allBefore.N == 0 || all.Share == allBefore.Share) yield break;
        var values = before.Breakdown.Where(p => !p.IsOther).ToDictionary(p => p.Key, p => Of(p.Funnel));
        foreach (var part in now.Breakdown.Where(p => !p.IsOther && p.Key.Length > 0))
        {
            var (these, those) = (Of(part.Funnel), values.GetValueOrDefault(part.Key));
            if (these.N < Fewest || those.N < Fewest) continue;
            var weight = (double)these.N / all.N;
            var explained = weight * (these.Share - those.Share) / (all.Share - allBefore.Share);
            yield return (
                new Cause(property, part.Key, explained, these.Share, those.Share, these.N, those.N,
                    PValue(these, those, all.Without(these), allBefore.Without(those))),
                explained - weight);
        }
    }

    private static Counts Of(FunnelSteps funnel) => new(funnel.Steps[^1].Customers, funnel.Steps[0].Customers);

    /// <summary>Two-sided, of the difference between two changes of shares (z test, unpooled).</summary>
    private static double PValue(Counts these, Counts those, Counts others, Counts othersBefore)
    {
        if (others.N < Fewest || othersBefore.N < Fewest) return 1;
        var variance = these.Variance + those.Variance + others.Variance + othersBefore.Variance;
        return variance <= 0 ? 1 : StandardNormal.TwoSided((these.Share - those.Share - (others.Share - othersBefore.Share)) / Math.Sqrt(variance));
    }
}
