namespace Throughline.Statistics.Numerics;

/// <summary>Sample quantiles.</summary>
public static class Quantile
{
    /// <summary>The quantile of ascending numbers with linear interpolation between them (type 7 of Hyndman &amp; Fan, 1996).</summary>
    /// <param name="sorted">Ascending, at least one.</param>
    /// <param name="share">0 to 1; 0.5 is the median.</param>
    /// <exception cref="StatisticsException"><c>empty</c>, <c>outOfRange</c>.</exception>
    public static double OfSorted(ReadOnlySpan<double> sorted, double share)
    {
        if (sorted.IsEmpty) throw Require.Empty("A quantile");
        Require.Within(share, 0, 1, "The share");
        var position = share * (sorted.Length - 1);
        var below = (int)position;
        if (below == sorted.Length - 1) return sorted[below];
        var part = position - below;
        return part == 0 ? sorted[below] : (1 - part) * sorted[below] + part * sorted[below + 1];
    }
}
