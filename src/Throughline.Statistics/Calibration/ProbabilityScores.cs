namespace Throughline.Statistics.Calibration;

/// <summary>How good probabilities were, against what happened. Inputs are probabilities in [0, 1] (any finite score for <see cref="Auc"/>)
/// beside outcomes, at least one.</summary>
public static class ProbabilityScores
{
    /// <summary>The mean of (p − outcome)²; in [0, 1], smaller is better (Brier 1950).</summary>
    public static double Brier(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> outcomes)
    {
        Check(probabilities, outcomes, bounded: true);
        var sum = 0.0;
        for (var i = 0; i < outcomes.Length; i++) sum += Math.Pow(probabilities[i] - (outcomes[i] ? 1 : 0), 2);
        return sum / outcomes.Length;
    }

    /// <summary>The mean of −ln(probability of what happened), in nats from 0; smaller is better. Probabilities are held 1e−15 away from 0
    /// and 1, so that one sure mistake costs 34.5 and not infinity.</summary>
    public static double LogLoss(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> outcomes)
    {
        Check(probabilities, outcomes, bounded: true);
        var sum = 0.0;
        for (var i = 0; i < outcomes.Length; i++)
        {
            var p = Math.Clamp(probabilities[i], 1e-15, 1 - 1e-15);
            sum -= outcomes[i] ? Math.Log(p) : Math.Log(1 - p);
        }

        return sum / outcomes.Length;
    }

    /// <summary>The probability that one with the outcome is scored above one without, ties counting half; null when all outcomes are alike
    /// (Hanley and McNeil 1982). O(n log n).</summary>
    public static double? Auc(ReadOnlySpan<double> scores, ReadOnlySpan<bool> outcomes)
    {
        Check(scores, outcomes, bounded: false);
        var (keys, events) = (scores.ToArray(), outcomes.ToArray());
        Array.Sort(keys, events);
        var (below, pairs, with) = (0L, 0.0, 0L);
        for (var i = 0; i < keys.Length;)
        {
            var (end, hits) = (i, 0L);
            for (; end < keys.Length && keys[end] == keys[i]; end++) hits += events[end] ? 1 : 0;
            var misses = end - i - hits;
            pairs += hits * (below + misses / 2.0);
            (below, with, i) = (below + misses, with + hits, end);
        }

        return with == 0 || below == 0 ? null : pairs / ((double)with * below);
    }

    /// <summary>
    /// Expected calibration error: over <paramref name="bins"/> equal-width bins of p, the mean distance of the mean probability from the share that happened,
    /// weighted by how many fell in (Naeini, Cooper and Hauskrecht 2015). In [0, 1].
    /// </summary>
    public static double CalibrationError(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> outcomes, int bins = 10)
    {
        Check(probabilities, outcomes, bounded: true);
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        var gaps = new double[bins];
        for (var i = 0; i < outcomes.Length; i++)
        {
            gaps[Math.Min(bins - 1, (int)(probabilities[i] * bins))] += probabilities[i] - (outcomes[i] ? 1 : 0);
        }

        return gaps.Sum(Math.Abs) / outcomes.Length;
    }

    private static void Check(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> outcomes, bool bounded)
    {
        if (probabilities.Length != outcomes.Length || outcomes.Length == 0)
            throw new ArgumentException($"As many probabilities as outcomes are needed, at least one: {probabilities.Length} and {outcomes.Length}.");
        foreach (var p in probabilities)
        {
            if (!double.IsFinite(p) || (bounded && p is < 0 or > 1))
                throw new ArgumentOutOfRangeException(nameof(probabilities), p, bounded ? "Probabilities are in [0, 1]." : "Scores are finite.");
        }
    }
}
