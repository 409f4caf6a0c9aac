using Throughline.Statistics.Numerics;

namespace Throughline.Statistics.Scores;

/// <summary>A mean with Student's t interval. Source: Student, Biometrika 6, 1908.</summary>
public static class MeanScore
{
    /// <exception cref="StatisticsException"><c>tooFew</c> for fewer than two observations, <c>notFinite</c>, <c>confidence</c>.</exception>
    public static Estimate Of(ReadOnlySpan<double> observations, double confidence = 0.95) => Of(SampleMoments.Of(observations), confidence);

    public static Estimate Of(SampleMoments moments, double confidence = 0.95)
    {
        if (moments.N < 2) throw Require.TooFew("An interval of a mean", 2);
        var halfWidth = StudentT.TwoSidedQuantile(confidence, moments.N - 1) * Math.Sqrt(moments.MeanVariance);
        return new(moments.Mean, Interval.Around(moments.Mean, halfWidth), moments.N);
    }
}
