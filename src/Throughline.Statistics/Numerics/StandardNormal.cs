using MathNet.Numerics;

namespace Throughline.Statistics.Numerics;

/// <summary>The standard normal distribution; tails keep their relative accuracy down to about 1e-300.</summary>
public static class StandardNormal
{
    private const double Sqrt2 = 1.4142135623730950488;

    public static double Density(double z) => Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);

    /// <summary>P(Z ≤ z).</summary>
    public static double Cdf(double z) => SpecialFunctions.Erfc(-z / Sqrt2) / 2;

    /// <summary>P(Z &gt; z), accurate where 1 − <see cref="Cdf"/> would be rounded away.</summary>
    public static double UpperTail(double z) => SpecialFunctions.Erfc(z / Sqrt2) / 2;

    /// <summary>P(|Z| ≥ |z|).</summary>
    public static double TwoSided(double z) => Math.Min(1, SpecialFunctions.Erfc(Math.Abs(z) / Sqrt2));

    /// <summary>z with P(Z ≤ z) = <paramref name="probability"/>, which lies strictly between 0 and 1.</summary>
    /// <exception cref="StatisticsException"><c>outOfRange</c> for 0, 1 and beyond.</exception>
    public static double Quantile(double probability)
    {
        if (!(probability > 0 && probability < 1))
            throw new StatisticsException("outOfRange", $"A quantile needs a probability between 0 and 1, but got {probability}.");
        return -Sqrt2 * SpecialFunctions.ErfcInv(2 * probability);
    }

    /// <summary>The half width in standard errors of a two-sided interval, 1.959964 for 0.95.</summary>
    public static double TwoSidedQuantile(double confidence)
    {
        Require.Confidence(confidence);
        return -Quantile((1 - confidence) / 2);
    }
}
