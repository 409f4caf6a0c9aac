using Throughline.Statistics.Numerics;

namespace Throughline.Statistics.Experiments;

/// <summary>Which difference would count as a finding.</summary>
public enum Alternative
{
    /// <summary>Treatment differs from control.</summary>
    TwoSided,

    /// <summary>Treatment is above control.</summary>
    Greater,

    /// <summary>Treatment is below control.</summary>
    Less
}

/// <summary>
/// Treatment less control, absolute or relative to control. The variance of the relative effect is by the delta method:
/// s²_B/(n_B·m_A²) + s²_A·m_B²/(n_A·m_A⁴). Source: Deng, Knoblich &amp; Lu, KDD 2018, §2.
/// </summary>
/// <param name="Value">In the unit of the metric, or a share of control's mean: 0.05 is +5 %.</param>
/// <param name="StandardError">In the same unit.</param>
public readonly record struct Effect(double Value, double StandardError)
{
    /// <summary>A relative effect is divided by the size of control's mean, so that its sign is the sign of the difference.</summary>
    /// <exception cref="StatisticsException"><c>tooFew</c> for fewer than two observations in an arm; <c>controlMeanZero</c> for a relative
    /// effect on nothing; <c>notFinite</c>.</exception>
    public static Effect Between(SampleMoments control, SampleMoments treatment, bool relative)
    {
        Check(control);
        Check(treatment);
        var difference = treatment.Mean - control.Mean;
        if (!relative) return Finite(new(difference, Math.Sqrt(control.MeanVariance + treatment.MeanVariance)));
        if (control.Mean == 0) throw new StatisticsException("controlMeanZero", "Control's mean is 0, so the effect cannot be given relative to it.");

        var ratio = treatment.Mean / control.Mean;
        var variance = (treatment.MeanVariance + control.MeanVariance * ratio * ratio) / (control.Mean * control.Mean);
        return Finite(new(difference / Math.Abs(control.Mean), Math.Sqrt(variance)));
    }

    private static Effect Finite(Effect effect)
    {
        Require.Finite(effect.Value, "The effect");
        Require.Finite(effect.StandardError, "The effect's standard error");
        return effect;
    }

    internal static void Check(SampleMoments arm)
    {
        Require.Count(arm.N, "The number of observations");
        if (arm.N < 2) throw Require.TooFew("Each arm", 2);
        Require.Finite(arm.Mean, "An arm's mean");
        Require.NotNegative(arm.Variance, "An arm's variance");
    }

    internal void MustVary()
    {
        if (StandardError == 0) throw Require.ZeroVariance("The metric");
    }
}
