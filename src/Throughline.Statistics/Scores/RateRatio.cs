using Throughline.Statistics.Numerics;

namespace Throughline.Statistics.Scores;

/// <summary>
/// The ratio of two Poisson rates, after over before, by the exact conditional test: given all events, those after are
/// binomial with share ratio·exposure / (1 + ratio·exposure). Source: Przyborowski &amp; Wilenski, Biometrika 31, 1940;
/// interval by Clopper &amp; Pearson 1934.
/// </summary>
/// <param name="Ratio">Rate after over rate before; null when nothing happened before, where no finite ratio exists.</param>
/// <param name="Interval">Of the ratio; its upper bound is infinite when nothing happened before.</param>
/// <param name="PValue">Twice the smaller tail: below 1 − confidence exactly when the interval leaves out 1.</param>
/// <param name="MinimumLikelihoodPValue">Sum of all outcomes that are no likelier than the one seen.</param>
public sealed record RateRatio(double? Ratio, Interval Interval, double PValue, double MinimumLikelihoodPValue)
{
    /// <exception cref="StatisticsException"><c>empty</c> when nothing happened on either side; as <see cref="EventRate.Of"/> otherwise.</exception>
    public static RateRatio Of(long eventsBefore, double exposureBefore, long eventsAfter, double exposureAfter, double confidence = 0.95)
    {
        Require.Count(eventsBefore, "The number of events before");
        Require.Count(eventsAfter, "The number of events after");
        Require.Positive(exposureBefore, "Exposure before");
        Require.Positive(exposureAfter, "Exposure after");
        double events = eventsBefore + eventsAfter;
        if (events == 0) throw Require.Empty("A rate ratio");

        var exposures = exposureBefore / exposureAfter;
        Require.Positive(exposures, "The ratio of exposures");
        var share = Proportion.ClopperPearson(eventsAfter, events, confidence).Interval;
        double OddsToRatio(double p) => p >= 1 ? double.PositiveInfinity : p / (1 - p) * exposures;
        double? ratio = eventsBefore == 0 ? null : (double)eventsAfter / eventsBefore * exposures;
        var shareIfEqual = 1 / (1 + exposures);
        var interval = new Interval(OddsToRatio(share.Low), OddsToRatio(share.High));
        Require.Finite(Math.Max(ratio ?? 0, interval.Low), "The rate ratio");
        return new(ratio, interval,
            BinomialTest.Doubled(eventsAfter, events, shareIfEqual),
            BinomialTest.MinimumLikelihood(eventsAfter, events, shareIfEqual));
    }
}
