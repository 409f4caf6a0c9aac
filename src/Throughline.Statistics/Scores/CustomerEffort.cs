using Throughline.Statistics.Numerics;

namespace Throughline.Statistics.Scores;

/// <summary>
/// Customer effort (CES) on any scale and in either direction, brought to one ease index from 0 (hardest) to 100 (easiest):
/// 100·(highest − x)/(highest − lowest) when a high answer means difficult, else 100·(x − lowest)/(highest − lowest).
/// The interval is Student's t. Easy is every answer on the easy side of the middle of the scale, as 5 to 7 of 7 in CES 2.0.
/// </summary>
/// <param name="Ease">Mean ease, 0 to 100.</param>
/// <param name="Interval">Of the mean ease, clamped to 0…100; null for a single answer, which tells nothing of spread.</param>
/// <param name="Mean">Mean answer on its own scale.</param>
/// <param name="Easy">Share of easy answers, with Wilson's interval.</param>
public sealed record CustomerEffort(double Ease, Interval? Interval, double Mean, Estimate Easy, long N)
{
    /// <summary>What the question's scale looks like; it is stored with the question.</summary>
    public sealed record Scale(double Lowest, double Highest, bool HighMeansDifficult);

    /// <exception cref="StatisticsException"><c>empty</c>, <c>offTheScale</c>, <c>notFinite</c>, <c>scale</c>, <c>confidence</c>.</exception>
    public static CustomerEffort Of(ReadOnlySpan<double> answers, Scale scale, double confidence = 0.95)
    {
        Require.Finite(scale.Lowest, "The lowest answer");
        Require.Finite(scale.Highest, "The highest answer");
        if (scale.Lowest >= scale.Highest) throw new StatisticsException("scale", "A scale must end above its beginning.");
        Require.Confidence(confidence);
        foreach (var answer in answers)
            if (!(answer >= scale.Lowest && answer <= scale.Highest))
                throw new StatisticsException("offTheScale", $"Every answer must lie from {scale.Lowest} to {scale.Highest}, but one is {answer}.");

        var moments = SampleMoments.Of(answers);
        var factor = 100 / (scale.Highest - scale.Lowest);
        var ease = factor * (scale.HighMeansDifficult ? scale.Highest - moments.Mean : moments.Mean - scale.Lowest);
        return new(ease, IntervalOf(ease, moments, factor, confidence), moments.Mean,
            Proportion.Wilson(CountEasy(answers, scale), answers.Length, confidence), answers.Length);
    }

    private static Interval? IntervalOf(double ease, SampleMoments moments, double factor, double confidence)
    {
        if (moments.N < 2) return null;
        var halfWidth = StudentT.TwoSidedQuantile(confidence, moments.N - 1) * factor * Math.Sqrt(moments.MeanVariance);
        return Numerics.Interval.Around(ease, halfWidth).Clamp(0, 100);
    }

    private static int CountEasy(ReadOnlySpan<double> answers, Scale scale)
    {
        var middle = scale.Lowest + (scale.Highest - scale.Lowest) / 2;
        var easy = 0;
        foreach (var answer in answers)
            if (scale.HighMeansDifficult ? answer < middle : answer > middle) easy++;
        return easy;
    }
}
