using Throughline.Statistics.Numerics;

namespace Throughline.Statistics.Experiments;

/// <summary>
/// The effect as a belief: normal likelihood of the absolute or relative effect, and a normal prior on it or none.
/// Expected loss of a choice is what one gives up by it on average: E[max(effect, 0)] for keeping control,
/// E[max(−effect, 0)] for taking treatment. Source: Gelman et al., "Bayesian Data Analysis", 3rd ed., §2.5; Stucchio,
/// "Bayesian A/B Testing at VWO", 2015.
/// </summary>
/// <param name="Mean">Posterior mean of the effect.</param>
/// <param name="StandardDeviation">Of the posterior.</param>
/// <param name="ChanceToWin">Posterior probability that the effect is above 0.</param>
/// <param name="Interval">Central credible interval.</param>
/// <param name="LossOfControl">Expected loss of keeping control, in the unit of the effect.</param>
/// <param name="LossOfTreatment">Expected loss of taking treatment, in the unit of the effect.</param>
public sealed record GaussianEffect(double Mean, double StandardDeviation, double ChanceToWin, Interval Interval, double LossOfControl, double LossOfTreatment)
{
    /// <param name="Mean">In the unit of the effect.</param>
    /// <param name="Variance">Above 0.</param>
    public sealed record Prior(double Mean, double Variance);

    /// <exception cref="StatisticsException"><c>zeroVariance</c>; <c>notPositive</c> for the prior's variance; as
    /// <see cref="Effect.Between"/> otherwise.</exception>
    public static GaussianEffect Of(SampleMoments control, SampleMoments treatment, bool relative = true, Prior? prior = null, double confidence = 0.95)
    {
        var effect = Effect.Between(control, treatment, relative);
        effect.MustVary();
        var (mean, sd) = prior is null ? (effect.Value, effect.StandardError) : Combine(effect, prior);
        var halfWidth = StandardNormal.TwoSidedQuantile(confidence) * sd;
        return new(mean, sd, StandardNormal.Cdf(mean / sd), Interval.Around(mean, halfWidth), PositivePart(mean, sd), PositivePart(-mean, sd));
    }

    private static (double Mean, double Sd) Combine(Effect effect, Prior prior)
    {
        Require.Finite(prior.Mean, "The prior's mean");
        Require.Positive(prior.Variance, "The prior's variance");
        var variance = effect.StandardError * effect.StandardError;
        var total = variance + prior.Variance;
        Require.Positive(total, "The sum of variances");
        var mean = effect.Value + (prior.Mean - effect.Value) * (variance / total);
        var sd = Math.Sqrt(variance * (prior.Variance / total));
        Require.Finite(mean, "The posterior mean");
        if (sd == 0) throw Require.ZeroVariance("The posterior");
        return (mean, sd);
    }

    // E[max(X, 0)]; rounding must not push a loss far in the tail below zero.
    private static double PositivePart(double mean, double sd) =>
        Math.Max(0, sd * StandardNormal.Density(mean / sd) + mean * StandardNormal.Cdf(mean / sd));
}
