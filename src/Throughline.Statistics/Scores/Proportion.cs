using Throughline.Statistics.Numerics;

namespace Throughline.Statistics.Scores;

/// <summary>Intervals of a share k of n, as fractions from 0 to 1.</summary>
public static class Proportion
{
    /// <summary>
    /// Wilson's score interval: (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n). Never of zero width, never outside 0…1.
    /// Source: Wilson, JASA 22, 1927.
    /// </summary>
    /// <exception cref="StatisticsException"><c>empty</c> when n is 0, <c>countBeyondTotal</c> when k &gt; n, <c>confidence</c>.</exception>
    public static Estimate Wilson(double k, double n, double confidence = 0.95)
    {
        Require.Share(k, n, "The number of successes");
        return new(k / n, WilsonInterval(k / n, n, StandardNormal.TwoSidedQuantile(confidence)), n);
    }

    /// <summary>The exact interval, which covers at least as often as it says. Source: Clopper &amp; Pearson, Biometrika 26, 1934.</summary>
    /// <exception cref="StatisticsException">As <see cref="Wilson"/>.</exception>
    public static Estimate ClopperPearson(double k, double n, double confidence = 0.95)
    {
        Require.Share(k, n, "The number of successes");
        Require.Confidence(confidence);
        var tail = (1 - confidence) / 2;
        var low = k == 0 ? 0 : IncompleteBeta.Quantile(k, n - k + 1, tail);
        var high = k == n ? 1 : IncompleteBeta.Quantile(k + 1, n - k, 1 - tail);
        return new(k / n, new(low, high), n);
    }

    /// <summary>
    /// Share 2 less share 1 of different people, with Newcombe's hybrid score interval (his method 10).
    /// Source: Newcombe, Statistics in Medicine 17, 1998.
    /// </summary>
    /// <exception cref="StatisticsException">As <see cref="Wilson"/>, for either side.</exception>
    public static Estimate Newcombe(double k1, double n1, double k2, double n2, double confidence = 0.95)
    {
        var first = Wilson(k1, n1, confidence);
        var second = Wilson(k2, n2, confidence);
        var difference = second.Value - first.Value;
        var below = Distance(second.Value - second.Interval.Low, first.Interval.High - first.Value);
        var above = Distance(second.Interval.High - second.Value, first.Value - first.Interval.Low);
        return new(difference, new(difference - below, difference + above), n1 + n2);
    }

    internal static Interval WilsonInterval(double p, double n, double z)
    {
        var square = z * z;
        var centre = (p + square / (2 * n)) / (1 + square / n);
        var halfWidth = z * Math.Sqrt(p * (1 - p) / n + square / (4 * n * n)) / (1 + square / n);
        return new(p == 0 ? 0 : Math.Max(0, centre - halfWidth), p == 1 ? 1 : Math.Min(1, centre + halfWidth));
    }

    private static double Distance(double a, double b) => Math.Sqrt(a * a + b * b);
}
