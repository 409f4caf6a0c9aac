namespace Throughline.Statistics.Recommending;

/// <summary>Why an item was recommended: what the customer bought, and its share of the score, in (0, 1].</summary>
public readonly record struct Because(int Bought, double Share);

/// <summary>
/// A linear item-to-item model: score(j) = Σ weight(age of i) × link(i, j) over the items i that the customer bought, each once at its newest age.
/// EASE, item kNN and co-purchase are all of this shape and differ in how the links are found.
/// </summary>
public sealed class ItemLinks : IRecommender
{
    private readonly Scored[][] _links;
    private readonly Decay _decay;

    internal ItemLinks(Scored[][] links, Decay decay)
    {
        _links = links;
        _decay = decay;
    }

    public int Items => _links.Length;

    /// <summary>The items that <paramref name="item"/> speaks for, strongest first.</summary>
    public IReadOnlyList<Scored> LinksOf(int item) => _links[item];

    /// <summary>The same links with another ageing of the customer's history.</summary>
    public ItemLinks With(Decay decay) => new(_links, decay);

    public void Score(History history, Span<float> scores)
    {
        scores[..Items].Clear();
        var seen = new HashSet<int>(history.Items.Length);
        for (var i = history.Items.Length - 1; i >= 0; i--)
        {
            if (!seen.Add(history.Items[i])) continue;
            var weight = (float)_decay.Weight(history.Age(i));
            foreach (var link in _links[history.Items[i]]) scores[link.Item] += weight * link.Score;
        }
    }

    /// <summary>The purchases that speak most for <paramref name="item"/>, best first; empty when nothing does. Shares are of the positive
    /// contributions.</summary>
    public IReadOnlyList<Because> Explain(History history, int item, int most = 3)
    {
        var (seen, reasons, total) = (new HashSet<int>(), new List<Because>(), 0.0);
        for (var i = history.Items.Length - 1; i >= 0; i--)
        {
            if (!seen.Add(history.Items[i])) continue;
            var said = LinkTo(history.Items[i], item) * _decay.Weight(history.Age(i));
            if (said <= 0) continue;
            total += said;
            reasons.Add(new(history.Items[i], said));
        }

        return [.. reasons.OrderByDescending(r => r.Share).ThenBy(r => r.Bought).Take(most).Select(r => r with { Share = r.Share / total })];
    }

    private double LinkTo(int from, int to)
    {
        foreach (var link in _links[from])
        {
            if (link.Item == to) return link.Score;
        }

        return 0;
    }
}
