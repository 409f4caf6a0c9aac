using Throughline.Statistics.Numerics;

namespace Throughline.Statistics.Experiments;

/// <summary>
/// Welch's test of two means with unequal variances; degrees of freedom by Welch and Satterthwaite from the absolute
/// variances. Source: Welch, Biometrika 34, 1947; relative effect as <see cref="Experiments.Effect"/>.
/// </summary>
/// <param name="Effect">Treatment less control, absolute or relative.</param>
/// <param name="Interval">In the unit of the effect; one side is infinite for a one-sided alternative.</param>
public sealed record WelchTest(double Effect, double StandardError, double DegreesOfFreedom, double T, double PValue, Interval Interval)
{
    /// <exception cref="StatisticsException"><c>zeroVariance</c> when neither arm varies; as <see cref="Experiments.Effect.Between"/> otherwise.</exception>
    public static WelchTest Of(
        SampleMoments control, SampleMoments treatment, bool relative = false, double confidence = 0.95, Alternative alternative = Alternative.TwoSided)
    {
        Require.Confidence(confidence);
        var effect = Experiments.Effect.Between(control, treatment, relative);
        effect.MustVary();
        var dof = Satterthwaite(control, treatment);
        var t = effect.Value / effect.StandardError;
        return new(effect.Value, effect.StandardError, dof, t, PValueOf(t, dof, alternative), IntervalOf(effect, dof, confidence, alternative));
    }

    private static double Satterthwaite(SampleMoments control, SampleMoments treatment)
    {
        var (a, b) = (control.MeanVariance, treatment.MeanVariance);
        var scale = Math.Max(a, b);
        if (scale == 0) throw Require.ZeroVariance("The metric");
        (a, b) = (a / scale, b / scale);
        return (a + b) * (a + b) / (a * a / (control.N - 1) + b * b / (treatment.N - 1));
    }

    private static double PValueOf(double t, double dof, Alternative alternative) => alternative switch
    {
        Alternative.TwoSided => StudentT.TwoSided(t, dof),
        Alternative.Greater => StudentT.UpperTail(t, dof),
        Alternative.Less => StudentT.Cdf(t, dof)
    };

    private static Interval IntervalOf(Effect effect, double dof, double confidence, Alternative alternative)
    {
        var halfWidth = effect.StandardError * (alternative == Alternative.TwoSided
            ? StudentT.TwoSidedQuantile(confidence, dof)
            : StudentT.Quantile(confidence, dof));
        return alternative switch
        {
            Alternative.TwoSided => Interval.Around(effect.Value, halfWidth),
            Alternative.Greater => new(effect.Value - halfWidth, double.PositiveInfinity),
            Alternative.Less => new(double.NegativeInfinity, effect.Value + halfWidth)
        };
    }
}
