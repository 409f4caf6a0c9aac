using Throughline.Statistics.Numerics;

namespace Throughline.Statistics.Experiments;

/// <summary>
/// A metric that is a ratio of two sums over customers, such as revenue per visit, where customers and not visits were
/// assigned. It becomes moments for any test here, with the delta method's variance of one customer,
/// (s²_m − 2R·s_md + R²·s²_d)/d̄². Source: Deng, Knoblich &amp; Lu, KDD 2018, §3.
/// </summary>
public static class RatioMetric
{
    /// <param name="N">Customers.</param>
    /// <param name="Top">Σ of the numerator.</param>
    /// <param name="TopSquares">Σ of its squares.</param>
    /// <param name="Bottom">Σ of the denominator.</param>
    /// <param name="BottomSquares">Σ of its squares.</param>
    /// <param name="Products">Σ of numerator times denominator.</param>
    public sealed record Sums(double N, double Top, double TopSquares, double Bottom, double BottomSquares, double Products);

    /// <exception cref="StatisticsException"><c>tooFew</c>; <c>denominatorZero</c>; <c>sumsContradict</c> when no customers have these sums.</exception>
    public static SampleMoments Of(Sums sums)
    {
        var top = SampleMoments.FromSums(sums.N, sums.Top, sums.TopSquares);
        var bottom = SampleMoments.FromSums(sums.N, sums.Bottom, sums.BottomSquares);
        if (sums.N < 2) throw Require.TooFew("A ratio metric", 2);
        Require.Finite(sums.Products, "The sum of products");
        if (sums.Bottom == 0) throw new StatisticsException("denominatorZero", "The denominator adds up to 0, so the ratio does not exist.");

        var covariance = (sums.Products - sums.Top * bottom.Mean) / (sums.N - 1);
        if (covariance * covariance > top.Variance * bottom.Variance * (1 + 1e-6) + 1e-300)
            throw new StatisticsException("sumsContradict", "The sum of products is larger than these squares allow.");
        var ratio = sums.Top / sums.Bottom;
        var variance = (top.Variance - 2 * ratio * covariance + ratio * ratio * bottom.Variance) / (bottom.Mean * bottom.Mean);
        Require.Finite(ratio, "The ratio");
        Require.Finite(variance, "The ratio's variance");
        return new(sums.N, ratio, Math.Max(0, variance));
    }
}
