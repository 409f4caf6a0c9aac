using Throughline.Statistics.Numerics;

namespace Throughline.Statistics.Scores;

/// <summary>p-values adjusted for being many; each stays in its place.</summary>
public static class MultipleTesting
{
    /// <summary>
    /// Holm's step-down adjustment, which bounds the chance of any false finding. Source: Holm, Scandinavian Journal of Statistics 6, 1979.
    /// </summary>
    /// <exception cref="StatisticsException"><c>outOfRange</c> or <c>notFinite</c> for a p-value outside 0…1.</exception>
    public static double[] Holm(ReadOnlySpan<double> pValues)
    {
        var order = Ascending(pValues);
        var adjusted = new double[pValues.Length];
        double worst = 0;
        for (var rank = 0; rank < order.Length; rank++)
        {
            worst = Math.Max(worst, Math.Min(1, (order.Length - rank) * pValues[order[rank]]));
            adjusted[order[rank]] = worst;
        }

        return adjusted;
    }

    /// <summary>
    /// Benjamini and Hochberg's step-up adjustment, which bounds the share of false findings. Source: JRSS B 57(1), 1995.
    /// </summary>
    /// <exception cref="StatisticsException"><c>outOfRange</c> or <c>notFinite</c> for a p-value outside 0…1.</exception>
    public static double[] BenjaminiHochberg(ReadOnlySpan<double> pValues)
    {
        var order = Ascending(pValues);
        var adjusted = new double[pValues.Length];
        double best = 1;
        for (var rank = order.Length; rank > 0; rank--)
        {
            best = Math.Min(best, (double)order.Length / rank * pValues[order[rank - 1]]);
            adjusted[order[rank - 1]] = best;
        }

        return adjusted;
    }

    private static int[] Ascending(ReadOnlySpan<double> pValues)
    {
        foreach (var p in pValues) Require.Within(p, 0, 1, "Every p-value");
        var order = new int[pValues.Length];
        for (var i = 0; i < order.Length; i++) order[i] = i;
        Array.Sort(pValues.ToArray(), order);
        return order;
    }
}
