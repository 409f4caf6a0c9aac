namespace Throughline.Statistics.Recommending;

/// <summary>Scores every item for one customer. Higher is better; 0 is "nothing known". Scores of different methods are not on one scale
/// (see <see cref="Blend"/>).</summary>
public interface IRecommender
{
    /// <summary>How many items are scored; items count from 0.</summary>
    int Items { get; }

    /// <summary>Writes the score of every item into <paramref name="scores"/>, over what was there.</summary>
    void Score(History history, Span<float> scores);
}
