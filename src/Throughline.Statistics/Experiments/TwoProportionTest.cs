using Throughline.Statistics.Numerics;

namespace Throughline.Statistics.Experiments;

/// <summary>
/// The z test of two shares with the pooled variance, and an interval of the absolute or relative effect with the unpooled
/// one. Source: Fleiss, "Statistical Methods for Rates and Proportions", 3rd ed., §3; relative effect by the delta method.
/// </summary>
/// <param name="Effect">Treatment less control: a difference of shares, or relative to control's share.</param>
/// <param name="StandardError">Of the effect, unpooled.</param>
/// <param name="Z">From the pooled variance.</param>
public sealed record TwoProportionTest(double Effect, double StandardError, double Z, double PValue, Interval Interval)
{
    /// <summary>z and two-sided p of treatment less control.</summary>
    public readonly record struct ZTest(double Z, double PValue);

    /// <exception cref="StatisticsException"><c>countBeyondTotal</c>, <c>empty</c>, <c>tooFew</c>, <c>controlMeanZero</c> for a relative
    /// effect on no conversions.</exception>
    public static TwoProportionTest Of(
        long convertedControl, long control, long convertedTreatment, long treatment, bool relative = false, double confidence = 0.95)
    {
        var effect = Experiments.Effect.Between(
            SampleMoments.Proportion(convertedControl, control), SampleMoments.Proportion(convertedTreatment, treatment), relative);
        var test = Pooled(convertedControl, control, convertedTreatment, treatment);
        var halfWidth = StandardNormal.TwoSidedQuantile(confidence) * effect.StandardError;
        return new(effect.Value, effect.StandardError, test.Z, test.PValue, Interval.Around(effect.Value, halfWidth));
    }

    /// <summary>When all or none convert in both arms nothing differs: z is 0 and p is 1.</summary>
    public static ZTest Pooled(double convertedControl, double control, double convertedTreatment, double treatment)
    {
        Require.Share(convertedControl, control, "Conversions of control");
        Require.Share(convertedTreatment, treatment, "Conversions of treatment");
        var pooled = (convertedControl + convertedTreatment) / (control + treatment);
        var variance = pooled * (1 - pooled) * (1 / control + 1 / treatment);
        if (variance <= 0) return new(0, 1);
        var z = (convertedTreatment / treatment - convertedControl / control) / Math.Sqrt(variance);
        return new(z, StandardNormal.TwoSided(z));
    }
}
