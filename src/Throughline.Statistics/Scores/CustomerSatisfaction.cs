using Throughline.Statistics.Numerics;

namespace Throughline.Statistics.Scores;

/// <summary>Customer satisfaction (CSAT): the share of answers in the satisfied boxes, 0 to 1, with Wilson's interval.</summary>
public static class CustomerSatisfaction
{
    /// <param name="satisfied">Answers in the satisfied boxes.</param>
    /// <param name="answers">All answers.</param>
    /// <exception cref="StatisticsException"><c>empty</c>, <c>negative</c>, <c>countBeyondTotal</c>, <c>confidence</c>.</exception>
    public static Estimate Of(long satisfied, long answers, double confidence = 0.95) => Proportion.Wilson(satisfied, answers, confidence);

    /// <summary>Counts whole-number answers of <paramref name="satisfiedFrom"/> and above, such as 4 and 5 of 5.</summary>
    public static Estimate Of(ReadOnlySpan<byte> answers, byte satisfiedFrom, byte highest, double confidence = 0.95)
    {
        var counts = AnswerCounts.Of(answers);
        counts.MustEndAt(highest);
        return Of(counts.Between(satisfiedFrom, highest), counts.N, confidence);
    }

    /// <summary>After less before, of different people, with Newcombe's interval and the pooled two-proportion test.</summary>
    public static Change Between(long satisfiedBefore, long answersBefore, long satisfiedAfter, long answersAfter, double confidence = 0.95)
    {
        var estimate = Proportion.Newcombe(satisfiedBefore, answersBefore, satisfiedAfter, answersAfter, confidence);
        var test = Experiments.TwoProportionTest.Pooled(satisfiedBefore, answersBefore, satisfiedAfter, answersAfter);
        return new(estimate.Value, estimate.Interval, test.Z, test.PValue);
    }

    /// <param name="Difference">After less before, −1 to 1.</param>
    public sealed record Change(double Difference, Interval Interval, double Z, double PValue);
}
