using Throughline.Statistics.Numerics;

namespace Throughline.Statistics.Scores;

/// <summary>
/// Whether every channel serves equally well: the spread of its shares, and a chi-square test that they are one share.
/// The index 1 − (best − worst) is ours, not a standard of the field. χ² of homogeneity: Pearson 1900; V = √(χ²/n) for
/// two outcomes: Cramér 1946.
/// </summary>
/// <param name="Scores">Share of each channel, 0 to 1, in the order given.</param>
/// <param name="Gap">Best less worst share, 0 to 1.</param>
/// <param name="Index">1 − <see cref="Gap"/>; 1 is alike everywhere.</param>
/// <param name="CramersV">Strength of the difference, 0 to 1.</param>
public sealed record ChannelConsistency(
    IReadOnlyList<Estimate> Scores, double Gap, double Index, double ChiSquare, int DegreesOfFreedom, double PValue, double CramersV)
{
    public readonly record struct Channel(long Satisfied, long Answers);

    /// <summary>When all channels score 0 or all score 1, nothing differs: χ² is 0 and p is 1.</summary>
    /// <exception cref="StatisticsException"><c>tooFew</c> for fewer than two channels; <c>empty</c> for a channel without answers;
    /// <c>countBeyondTotal</c>.</exception>
    public static ChannelConsistency Of(IReadOnlyList<Channel> channels, double confidence = 0.95)
    {
        if (channels.Count < 2) throw new StatisticsException("tooFew", "Consistency needs at least two channels.");
        var scores = channels.Select(c => Proportion.Wilson(c.Satisfied, c.Answers, confidence)).ToArray();
        var n = channels.Sum(c => (double)c.Answers);
        var pooled = channels.Sum(c => (double)c.Satisfied) / n;
        var spread = pooled * (1 - pooled);
        var statistic = spread == 0 ? 0 : channels.Zip(scores, (c, s) => c.Answers * (s.Value - pooled) * (s.Value - pooled)).Sum() / spread;
        var gap = scores.Max(s => s.Value) - scores.Min(s => s.Value);
        var dof = channels.Count - 1;
        return new(scores, gap, 1 - gap, statistic, dof, Numerics.ChiSquare.UpperTail(statistic, dof), Math.Min(1, Math.Sqrt(statistic / n)));
    }
}
