using Throughline.Statistics.Numerics;

namespace Throughline.Statistics.Scores;

/// <summary>
/// Net Promoter Score: the share of promoters (9–10) less the share of detractors (0–6), in points from −100 to 100.
/// Variance of one answer, on the scale of shares: p + d − (p − d)². Source: Rocks, "Interval Estimation for the
/// 'Net Promoter Score'", The American Statistician 70(4), 2016.
/// </summary>
public sealed record NetPromoterScore
{
    private readonly double z;

    /// <param name="promoters">Answers of 9 or 10.</param>
    /// <param name="passives">Answers of 7 or 8.</param>
    /// <param name="detractors">Answers of 0 to 6.</param>
    /// <param name="confidence">Of the intervals, between 0 and 1.</param>
    /// <exception cref="StatisticsException"><c>empty</c>, <c>negative</c>, <c>confidence</c>, <c>countTooLarge</c>.</exception>
    public NetPromoterScore(long promoters, long passives, long detractors, double confidence = 0.95)
    {
        Require.Count(promoters, "The number of promoters");
        Require.Count(passives, "The number of passives");
        Require.Count(detractors, "The number of detractors");
        (Promoters, Passives, Detractors, Confidence) = (promoters, passives, detractors, confidence);
        if (N == 0) throw Require.Empty("A Net Promoter Score");
        z = StandardNormal.TwoSidedQuantile(confidence);
    }

    public long Promoters { get; }

    public long Passives { get; }

    public long Detractors { get; }

    public double Confidence { get; }

    public long N => Promoters + Passives + Detractors;

    /// <summary>−100 to 100 points.</summary>
    public double Score => 100 * Share;

    /// <summary>Variance of one answer, 0 to 1; typically near 0.55.</summary>
    public double Variance => Spread(Promoters, Detractors, N);

    /// <summary>Half width of the plain Wald interval, in points. It collapses to 0 when all answer alike: show <see cref="Interval"/>.</summary>
    public double WaldMargin => 100 * z * Math.Sqrt(Variance / N);

    /// <summary>The plain Wald interval, in points, not clamped.</summary>
    public Interval WaldInterval => Numerics.Interval.Around(Score, WaldMargin);

    /// <summary>Centre of the adjusted interval: three answers more, ¾ to promoters and ¾ to detractors. In points.</summary>
    public double AdjustedCentre => 100 * AdjustedShare;

    /// <summary>The adjusted-Wald interval, in points, clamped to −100…100. Never of zero width.</summary>
    public Interval Interval => Numerics.Interval.Around(AdjustedCentre, 100 * z * Math.Sqrt(AdjustedMeanVariance)).Clamp(-100, 100);

    internal double Share => (double)(Promoters - Detractors) / N;

    internal double MeanVariance => Variance / N;

    internal double AdjustedShare => (double)(Promoters - Detractors) / (N + 3);

    internal double AdjustedMeanVariance => Spread(Promoters + 0.75, Detractors + 0.75, N + 3) / (N + 3);

    /// <summary>Counts answers from 0 to 10.</summary>
    /// <exception cref="StatisticsException"><c>offTheScale</c> for an answer above 10; <c>empty</c>.</exception>
    public static NetPromoterScore Of(ReadOnlySpan<byte> answers, double confidence = 0.95)
    {
        var counts = AnswerCounts.Of(answers);
        counts.MustEndAt(10);
        var detractors = counts.Between(0, 6);
        var passives = counts.Between(7, 8);
        return new(counts.N - detractors - passives, passives, detractors, confidence);
    }

    private static double Spread(double promoters, double detractors, double n)
    {
        var difference = (promoters - detractors) / n;
        return Math.Max(0, (promoters + detractors) / n - difference * difference);
    }
}
