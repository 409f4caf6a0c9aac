namespace Throughline.Statistics.Recommending;

/// <summary>
/// "Bought together": P(j | i), the share of baskets with i that also hold j, shrunk towards the share of j in all baskets:
/// (n_ij + k·p_j) ÷ (n_i + k), less p_j, so that an item that everybody buys is not everybody's companion. Links at or below 0 are dropped.
/// Keeps its counts, so that new baskets are added at once.
/// </summary>
public sealed class CoPurchase
{
    private readonly Dictionary<int, int>[] _together;
    private readonly int[] _with;
    private int _baskets;

    private CoPurchase(int items)
    {
        _together = new Dictionary<int, int>[items];
        for (var i = 0; i < items; i++) _together[i] = [];
        _with = new int[items];
    }

    public int Items => _with.Length;

    public int Baskets => _baskets;

    public static CoPurchase Count(PurchaseLog log)
    {
        var counts = new CoPurchase(log.Items);
        var rows = ItemRows.OfBaskets(log);
        for (var row = 0; row < rows.Count; row++) counts.Add(rows.Row(row));
        return counts;
    }

    /// <summary>Counts one more basket of distinct items: O(items of the basket squared).</summary>
    public void Add(ReadOnlySpan<int> basket)
    {
        foreach (var item in basket) ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)item, (uint)Items, nameof(basket));
        _baskets++;
        foreach (var item in basket)
        {
            _with[item]++;
            foreach (var other in basket)
            {
                if (other != item) System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_together[item], other, out _)++;
            }
        }
    }

    /// <summary>P(j | i) with shrinkage, in [0, 1]; 0 before any basket is counted.</summary>
    /// <param name="item">i, which is in the basket.</param>
    /// <param name="other">j, which may follow.</param>
    /// <param name="shrinkage">k: how many baskets of the overall share are mixed in, from 0.</param>
    public double Probability(int item, int other, double shrinkage = 20)
    {
        if (_baskets == 0 || _with[item] + shrinkage <= 0) return 0;
        var together = _together[item].GetValueOrDefault(other);
        return (together + shrinkage * _with[other] / _baskets) / (_with[item] + shrinkage);
    }

    /// <summary>The strongest links of every item, as a model that scores.</summary>
    public ItemLinks ToLinks(int neighbours = 100, double shrinkage = 20, Decay decay = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(neighbours, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(shrinkage);
        var links = new Scored[Items][];
        Parallel.For(0, Items, item => links[item] = [.. _together[item].Keys
            .Select(other => new Scored(other, (float)(Probability(item, other, shrinkage) - (double)_with[other] / _baskets)))
            .Where(link => link.Score > 0)
            .OrderByDescending(link => link.Score).ThenBy(link => link.Item)
            .Take(neighbours)]);
        return new(links, decay);
    }
}
