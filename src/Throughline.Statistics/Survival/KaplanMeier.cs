using Throughline.Statistics.Numerics;

namespace Throughline.Statistics.Survival;

/// <summary>How long one was observed, and whether that ended with the event or with the observation.</summary>
/// <param name="Duration">0 or more, in any one unit.</param>
/// <param name="Ended">True when the event (leaving, resolution) happened at this time; false when it had not yet.</param>
public readonly record struct Lifetime(double Duration, bool Ended);

/// <summary>
/// The share that has not yet met the event, over time. S(t) = Π (1 − dᵢ/nᵢ); those censored at a time are still at risk
/// then. Greenwood's variance S²·Σ dᵢ/(nᵢ(nᵢ − dᵢ)); the interval is on the log(−log S) scale, so it stays in 0…1.
/// Source: Kaplan &amp; Meier, JASA 53, 1958; Greenwood 1926; Kalbfleisch &amp; Prentice, §1.4.
/// </summary>
public sealed record KaplanMeier(IReadOnlyList<KaplanMeier.Step> Steps, double N)
{
    /// <param name="Time">When at least one event happened, in the unit of the durations.</param>
    /// <param name="Survival">Share left after it, 0 to 1.</param>
    /// <param name="StandardError">Greenwood's, of the share.</param>
    public sealed record Step(double Time, int AtRisk, int Events, double Survival, double StandardError, Interval Interval);

    /// <summary>First time at which half or fewer are left; null when more than half are left at the end.</summary>
    public double? Median => Quantile(0.5);

    /// <exception cref="StatisticsException"><c>empty</c>, <c>negative</c>, <c>notFinite</c>, <c>confidence</c>.</exception>
    public static KaplanMeier Of(IReadOnlyList<Lifetime> lifetimes, double confidence = 0.95)
    {
        if (lifetimes.Count == 0) throw Require.Empty("A survival curve");
        var z = StandardNormal.TwoSidedQuantile(confidence);
        var steps = new List<Step>();
        double survival = 1, greenwood = 0;
        foreach (var (time, atRisk, events) in EventTimes(lifetimes))
        {
            survival *= 1 - (double)events / atRisk;
            greenwood += atRisk == events ? 0 : (double)events / ((double)atRisk * (atRisk - events));
            var last = atRisk == events ? 0 : survival;
            steps.Add(new(time, atRisk, events, last, last * Math.Sqrt(greenwood), IntervalOf(last, greenwood, atRisk, z)));
        }

        return new(steps, lifetimes.Count);
    }

    /// <summary>Share left at <paramref name="time"/>; 1 before the first event.</summary>
    public double SurvivalAt(double time)
    {
        var last = 1.0;
        foreach (var step in Steps)
        {
            if (step.Time > time) break;
            last = step.Survival;
        }

        return last;
    }

    /// <summary>First time at which at most 1 − <paramref name="share"/> are left; null when that was not reached.</summary>
    public double? Quantile(double share)
    {
        Require.Within(share, 0, 1, "The share");
        foreach (var step in Steps)
            if (step.Survival <= 1 - share + 1e-12) return step.Time;
        return null;
    }

    internal static IEnumerable<(double Time, int AtRisk, int Events)> EventTimes(IReadOnlyList<Lifetime> lifetimes)
    {
        foreach (var lifetime in lifetimes) Require.NotNegative(lifetime.Duration, "Every duration");
        var atRisk = lifetimes.Count;
        foreach (var moment in lifetimes.GroupBy(l => l.Duration).OrderBy(g => g.Key))
        {
            var events = moment.Count(l => l.Ended);
            if (events > 0) yield return (moment.Key, atRisk, events);
            atRisk -= moment.Count();
        }
    }

    // When nobody is left the log scale has no value; Wilson's bound for the last risk set says how many might be.
    private static Interval IntervalOf(double survival, double greenwood, int atRisk, double z)
    {
        if (survival <= 0) return Scores.Proportion.WilsonInterval(0, atRisk, z);
        var log = Math.Log(survival);
        var spread = Math.Exp(z * Math.Sqrt(greenwood) / Math.Abs(log));
        return new(Math.Exp(log * spread), Math.Exp(log / spread));
    }
}
