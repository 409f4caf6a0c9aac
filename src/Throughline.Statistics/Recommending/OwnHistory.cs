namespace Throughline.Statistics.Recommending;

/// <summary>
/// What the customer buys again and again: Σ exp(−age ÷ days) over the days on which they bought the item. The honest floor of any
/// recommender that may repeat.
/// </summary>
public sealed class OwnHistory(int items, Decay decay) : IRecommender
{
    public int Items { get; } = items;

    public void Score(History history, Span<float> scores)
    {
        scores[..Items].Clear();
        for (var i = 0; i < history.Items.Length; i++) scores[history.Items[i]] += (float)decay.Weight(history.Age(i));
    }
}
