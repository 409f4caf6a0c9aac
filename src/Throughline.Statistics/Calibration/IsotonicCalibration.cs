namespace Throughline.Statistics.Calibration;

/// <summary>
/// The rising step function that is nearest to the outcomes, by pooling adjacent violators (Ayer et al. 1955; as calibration Zadrozny and Elkan 2002),
/// with straight lines from the end of one step to the start of the next and flat beyond the ends.
/// </summary>
public sealed class IsotonicCalibration
{
    private readonly double[] _scores;
    private readonly double[] _levels;

    private IsotonicCalibration(double[] scores, double[] levels)
    {
        _scores = scores;
        _levels = levels;
    }

    /// <exception cref="ArgumentException">No pair, or a score that is not finite.</exception>
    public static IsotonicCalibration Fit(ReadOnlySpan<double> scores, ReadOnlySpan<bool> outcomes)
    {
        CalibrationInput.Check(scores, outcomes);
        var (keys, events) = (scores.ToArray(), outcomes.ToArray());
        Array.Sort(keys, events);
        var steps = new List<(double From, double To, int Hits, int Count)>();
        for (var i = 0; i < keys.Length; i++)
        {
            var step = (From: keys[i], To: keys[i], Hits: events[i] ? 1 : 0, Count: 1);
            var isTied = i > 0 && keys[i] == keys[i - 1];
            while (steps.Count > 0 && (isTied || (long)steps[^1].Hits * step.Count >= (long)step.Hits * steps[^1].Count))
            {
                step = (steps[^1].From, step.To, steps[^1].Hits + step.Hits, steps[^1].Count + step.Count);
                steps.RemoveAt(steps.Count - 1);
                isTied = false;
            }

            steps.Add(step);
        }

        return new([.. steps.SelectMany(s => Ends(s.From, s.To))], [.. steps.SelectMany(s => Ends(s.From, s.To).Select(_ => s.Hits / (double)s.Count))]);
    }

    /// <summary>The probability at a score, in [0, 1].</summary>
    /// <exception cref="ArgumentOutOfRangeException">The score is not a number.</exception>
    public double Probability(double score)
    {
        if (double.IsNaN(score)) throw new ArgumentOutOfRangeException(nameof(score), score, "A score is a number.");
        var at = Array.BinarySearch(_scores, score);
        if (at >= 0) return _levels[at];
        var next = ~at;
        if (next == 0) return _levels[0];
        if (next == _scores.Length) return _levels[^1];
        var share = (score - _scores[next - 1]) / (_scores[next] - _scores[next - 1]);
        return _levels[next - 1] + share * (_levels[next] - _levels[next - 1]);
    }

    private static double[] Ends(double from, double to) => from == to ? [from] : [from, to];
}
