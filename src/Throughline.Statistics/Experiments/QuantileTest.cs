using Throughline.Statistics.Numerics;

namespace Throughline.Statistics.Experiments;

/// <summary>
/// Compares a quantile of two arms, such as the median wait. Each quantile's standard error is the width of its
/// order-statistic interval over 2z: ranks n·q ± z·√(n·q(1 − q)). One observation a customer. Source: Deng, Knoblich &amp; Lu,
/// KDD 2018, §4.
/// </summary>
/// <param name="Control">The quantile of control.</param>
/// <param name="Treatment">The quantile of treatment.</param>
/// <param name="Effect">Treatment less control, absolute or relative.</param>
public sealed record QuantileTest(double Control, double Treatment, double Effect, double StandardError, double Z, double PValue, Interval Interval)
{
    /// <param name="share">Strictly between 0 and 1; 0.5 is the median.</param>
    /// <exception cref="StatisticsException"><c>tooFew</c> when the ranks of an arm's interval do not exist; <c>zeroVariance</c> when all
    /// around the quantiles are equal; <c>notFinite</c>.</exception>
    public static QuantileTest Of(ReadOnlySpan<double> control, ReadOnlySpan<double> treatment, double share, bool relative = false, double confidence = 0.95)
    {
        if (!(share > 0 && share < 1)) throw new StatisticsException("outOfRange", $"The quantile must lie between 0 and 1, but is {share}.");
        var z = StandardNormal.TwoSidedQuantile(confidence);
        var (a, b) = (Moments(control, share, z), Moments(treatment, share, z));
        var effect = Experiments.Effect.Between(a, b, relative);
        effect.MustVary();
        var statistic = effect.Value / effect.StandardError;
        return new(a.Mean, b.Mean, effect.Value, effect.StandardError,
            statistic, StandardNormal.TwoSided(statistic), Interval.Around(effect.Value, z * effect.StandardError));
    }

    private static SampleMoments Moments(ReadOnlySpan<double> observations, double share, double z)
    {
        Require.Finite(observations, "Every observation");
        double n = observations.Length;
        var reach = z * Math.Sqrt(n * share * (1 - share));
        var (low, high) = (Math.Floor(n * share - reach), Math.Ceiling(n * share + reach));
        if (low < 1 || high > n) throw new StatisticsException("tooFew", $"{n} observations are too few for an interval of this quantile.");

        var sorted = observations.ToArray();
        Array.Sort(sorted);
        var error = (sorted[(int)high - 1] - sorted[(int)low - 1]) / (2 * z);
        return new(n, Quantile.OfSorted(sorted, share), error * error * n);
    }
}
