using Throughline.Statistics.Numerics;

namespace Throughline.Statistics.Scores;

/// <summary>
/// Whether one Net Promoter Score differs from another of different people. The plain test uses the variances as
/// observed; the adjusted one gives each side three answers more, as the adjusted-Wald interval does, and is the one to
/// show: it stays defined when everybody answers alike. Source: Rocks 2016; Sauro &amp; Lewis, "Quantifying the User Experience", ch. 5.
/// </summary>
/// <param name="Plain">Test on the observed variances; null when neither side has any spread.</param>
/// <param name="Adjusted">Test on the adjusted counts.</param>
public sealed record NetPromoterChange(NetPromoterChange.Test? Plain, NetPromoterChange.Test Adjusted)
{
    /// <param name="Difference">After less before, in points.</param>
    /// <param name="StandardError">In points.</param>
    /// <param name="Interval">Of the difference, in points, clamped to −200…200.</param>
    public sealed record Test(double Difference, double StandardError, double Z, double PValue, Interval Interval);

    /// <summary>Compares at the confidence of <paramref name="after"/>.</summary>
    public static NetPromoterChange Between(NetPromoterScore before, NetPromoterScore after)
    {
        var plainVariance = before.MeanVariance + after.MeanVariance;
        var plain = plainVariance > 0 ? Of(after.Share - before.Share, plainVariance, after.Confidence) : null;
        var adjusted = Of(after.AdjustedShare - before.AdjustedShare, before.AdjustedMeanVariance + after.AdjustedMeanVariance, after.Confidence);
        return new(plain, adjusted);
    }

    private static Test Of(double difference, double variance, double confidence)
    {
        var error = Math.Sqrt(variance);
        var z = difference / error;
        var halfWidth = StandardNormal.TwoSidedQuantile(confidence) * error;
        return new(100 * difference, 100 * error, z, StandardNormal.TwoSided(z), Interval.Around(difference, halfWidth).Times(100).Clamp(-200, 200));
    }
}
