using Throughline.Statistics.Numerics;

namespace Throughline.Statistics.Scores;

/// <summary>How many answers a score needs.</summary>
public static class SampleSize
{
    /// <summary>n = ⌈z²·variance / margin²⌉.</summary>
    /// <param name="margin">Half width of the interval wanted, in the unit whose square the variance has.</param>
    /// <param name="variance">Variance of one answer.</param>
    /// <exception cref="StatisticsException"><c>notPositive</c>, <c>negative</c>, <c>notFinite</c>, <c>confidence</c>, <c>countTooLarge</c>.</exception>
    public static long ForMargin(double margin, double variance, double confidence = 0.95)
    {
        Require.Positive(margin, "The margin");
        Require.NotNegative(variance, "The variance");
        var z = StandardNormal.TwoSidedQuantile(confidence);
        return RoundUp(Math.Max(1, z * z * variance / (margin * margin)));
    }

    /// <summary>Answers for a Net Promoter Score within ± <paramref name="points"/>.</summary>
    /// <param name="points">0 to 200 points, above 0.</param>
    /// <param name="variance">Of one answer on the scale of shares: 0.5475 is typical, 1 is the worst.</param>
    public static long ForNetPromoterScore(double points, double variance = 1, double confidence = 0.95)
    {
        Require.Within(variance, 0, 1, "The variance of an answer");
        return ForMargin(points / 100, variance, confidence);
    }

    /// <summary>Answers for a share within ± <paramref name="margin"/>; without an expected share, for the worst one, a half.</summary>
    public static long ForProportion(double margin, double expected = 0.5, double confidence = 0.95)
    {
        Require.Within(expected, 0, 1, "The expected share");
        return ForMargin(margin, expected * (1 - expected), confidence);
    }

    /// <summary>
    /// Answers needed of a finite population: n / (1 + (n − 1)/population). Source: Cochran, "Sampling Techniques", 3rd ed., §4.4.
    /// </summary>
    public static long OfPopulation(long n, long population)
    {
        Require.Positive(n, "The sample size");
        Require.Positive(population, "The population");
        return RoundUp(n / (1 + (n - 1.0) / population));
    }

    internal static long RoundUp(double n)
    {
        Require.Count(n, "The sample size");
        return (long)Math.Ceiling(n - 1e-9 * n);
    }
}
