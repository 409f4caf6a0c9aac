using Throughline.Statistics.Numerics;

namespace Throughline.Statistics.Scores;

/// <summary>
/// Touchpoint scores beside the journey's own: a journey succeeds when none of its touchpoints failed, so five green
/// touchpoints of 95 % can hide a journey of 77 %.
/// </summary>
/// <param name="Touchpoints">Share of customers each touchpoint worked for, 0 to 1.</param>
/// <param name="MeanTouchpoint">Mean of those shares.</param>
/// <param name="Journey">Share of journeys without a failed touchpoint, with Wilson's interval.</param>
/// <param name="IfIndependent">What the journey's share would be, were failures independent of each other.</param>
public sealed record JourneySuccess(IReadOnlyList<double> Touchpoints, double MeanTouchpoint, Estimate Journey, double IfIndependent)
{
    /// <param name="worked">One row a customer, one entry a touchpoint: whether it worked.</param>
    /// <exception cref="StatisticsException"><c>empty</c>, or <c>lengthsDiffer</c> for rows of unequal length.</exception>
    public static JourneySuccess Of(IReadOnlyList<IReadOnlyList<bool>> worked, double confidence = 0.95)
    {
        if (worked.Count == 0 || worked[0].Count == 0) throw Require.Empty("A journey score");
        foreach (var row in worked) Require.SameLength(worked[0].Count, row.Count, "The customers' rows");
        var scores = Enumerable.Range(0, worked[0].Count).Select(t => (double)worked.Count(row => row[t]) / worked.Count).ToArray();
        var whole = worked.Count(row => row.All(ok => ok));
        return new(scores, scores.Average(), Proportion.Wilson(whole, worked.Count, confidence), Independent(scores));
    }

    /// <summary>The product of the shares, each 0 to 1: a journey's share if failures are independent.</summary>
    public static double Independent(IReadOnlyList<double> shares)
    {
        if (shares.Count == 0) throw Require.Empty("A journey score");
        foreach (var share in shares) Require.Within(share, 0, 1, "A touchpoint's share");
        return shares.Aggregate(1.0, (product, share) => product * share);
    }
}
