using Throughline.Statistics.Numerics;

namespace Throughline.Statistics.Experiments;

/// <summary>
/// An interval that holds at every look at once, so that an experiment may be watched and stopped at any time. Asymptotic,
/// with half width √(s²·2(nρ² + 1)/(n²ρ²)·ln(√(nρ² + 1)/α)) where n counts both arms and s² = n·(standard error)².
/// ρ = √((−2·ln α + ln(−2·ln α + 1))/n*) makes it tightest near n* observations. p is the smallest α whose interval leaves
/// out 0 at this look, with ρ kept. Source: Waudby-Smith et al., "Time-uniform central limit theory and asymptotic
/// confidence sequences", eq. 9 and 155 of version 7.
/// </summary>
/// <param name="Effect">Treatment less control, absolute or relative.</param>
/// <param name="Rho">The tuning that was used.</param>
/// <param name="PValue">Valid at this look and any other; at most 1.</param>
public sealed record ConfidenceSequence(double Effect, double StandardError, double Rho, Interval Interval, double PValue)
{
    /// <param name="tightestAt">Observations in both arms at which the interval is to be tightest.</param>
    /// <exception cref="StatisticsException"><c>zeroVariance</c>, <c>outOfRange</c> for the tuning; as
    /// <see cref="Experiments.Effect.Between"/> otherwise.</exception>
    public static ConfidenceSequence Of(
        SampleMoments control, SampleMoments treatment, bool relative = false, double confidence = 0.95, double tightestAt = 5000)
    {
        Require.Confidence(confidence);
        Require.Within(tightestAt, 1, Require.LargestCount, "The number of observations to be tightest at");
        var effect = Experiments.Effect.Between(control, treatment, relative);
        effect.MustVary();

        var alpha = 1 - confidence;
        var rho = RhoFor(alpha, tightestAt);
        var n = control.N + treatment.N;
        var growth = n * rho * rho + 1;
        var halfWidth = effect.StandardError * Math.Sqrt(2 * growth * (Math.Log(growth) / 2 - Math.Log(alpha)) / (n * rho * rho));
        var z = effect.Value / effect.StandardError;
        var logEvidence = z * z * (growth - 1) / (2 * growth) - Math.Log(growth) / 2;
        return new(effect.Value, effect.StandardError, rho, Interval.Around(effect.Value, halfWidth), Math.Min(1, Math.Exp(-logEvidence)));
    }

    /// <summary>ρ that makes the sequence tightest near <paramref name="tightestAt"/> observations.</summary>
    public static double RhoFor(double alpha, double tightestAt)
    {
        var twice = -2 * Math.Log(alpha);
        return Math.Sqrt((twice + Math.Log(twice + 1)) / tightestAt);
    }
}
