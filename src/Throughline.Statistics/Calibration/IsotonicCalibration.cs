namespace Throughline.Statistics.Calibration;

/// <summary>
/// The rising step function that is nearest to the outcomes, by pooling adjacent violators (Ayer et al. 1955; as calibration Zadrozny and Elkan 2002),
/// joined by straight lines between the middles of its steps and flat beyond the ends.
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
        var blocks = new List<(double Scores, double Hits, int Count)>();
        for (var i = 0; i < keys.Length; i++)
        {
            var block = (Scores: keys[i], Hits: events[i] ? 1.0 : 0.0, Count: 1);
            var tied = i > 0 && keys[i] == keys[i - 1];
            while (blocks.Count > 0 && (tied || blocks[^1].Hits * block.Count >= block.Hits * blocks[^1].Count))
            {
                block = (blocks[^1].Scores + block.Scores, blocks[^1].Hits + block.Hits, blocks[^1].Count + block.Count);
                blocks.RemoveAt(blocks.Count - 1);
                tied = false;
            }

            blocks.Add(block);
        }

        return new([.. blocks.Select(b => b.Scores / b.Count)], [.. blocks.Select(b => b.Hits / b.Count)]);
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
}
