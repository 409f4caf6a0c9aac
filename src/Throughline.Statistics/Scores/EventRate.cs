using Throughline.Statistics.Numerics;

namespace Throughline.Statistics.Scores;

/// <summary>Events per unit of exposure, such as contacts per order.</summary>
public static class EventRate
{
    /// <summary>
    /// events / exposure with Garwood's exact Poisson interval: χ²(α/2; 2k)/2 and χ²(1−α/2; 2k+2)/2 over the exposure.
    /// Source: Garwood, Biometrika 28, 1936.
    /// </summary>
    /// <param name="events">Events seen, 0 or more.</param>
    /// <param name="exposure">Orders, customers or days, above 0; the rate is per one of them.</param>
    /// <exception cref="StatisticsException"><c>negative</c>, <c>notPositive</c>, <c>notFinite</c>, <c>countTooLarge</c>, <c>confidence</c>.</exception>
    public static Estimate Of(long events, double exposure, double confidence = 0.95)
    {
        Require.Count(events, "The number of events");
        Require.Positive(exposure, "Exposure");
        Require.Confidence(confidence);
        var tail = (1 - confidence) / 2;
        var low = events == 0 ? 0 : IncompleteGamma.Quantile(events, tail);
        var high = IncompleteGamma.Quantile(events + 1.0, 1 - tail);
        Require.Finite(high / exposure, "The rate");
        return new(events / exposure, new(low / exposure, high / exposure), exposure);
    }
}
