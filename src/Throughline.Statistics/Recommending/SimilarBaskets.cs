namespace Throughline.Statistics.Recommending;

/// <summary>
/// V-SKNN: the baskets most like the customer's latest purchases speak for the items in them. The newer a purchase, the more it counts,
/// falling linearly over the last <c>memory</c> distinct items (Ludewig and Jannach 2018, "Evaluation of session-based recommendation
/// algorithms", section 3.2.2).
/// </summary>
public sealed class SimilarBaskets : IRecommender
{
    private readonly ItemRows _baskets;
    private readonly int[] _days;
    private readonly int[][] _basketsWith;
    private readonly SimilarBasketsOptions _options;

    private SimilarBaskets(ItemRows baskets, int[] days, int[][] basketsWith, SimilarBasketsOptions options)
    {
        _baskets = baskets;
        _days = days;
        _basketsWith = basketsWith;
        _options = options;
    }

    public int Items => _baskets.Items;

    public static SimilarBaskets Fit(PurchaseLog log, SimilarBasketsOptions? options = null)
    {
        options ??= new();
        options.Check();
        var baskets = ItemRows.OfBaskets(log);
        var days = new int[baskets.Count];
        var with = new List<int>[log.Items];
        for (var i = 0; i < with.Length; i++) with[i] = [];
        var purchases = log.All().GetEnumerator();
        for (var basket = 0; basket < baskets.Count; basket++)
        {
            foreach (var item in baskets.Row(basket))
            {
                purchases.MoveNext();
                days[basket] = purchases.Current.Day;
                with[item].Add(basket);
            }
        }

        return new(baskets, days, [.. with.Select(w => w.OrderByDescending(b => days[b]).Take(options.Sample).ToArray())], options);
    }

    public void Score(History history, Span<float> scores)
    {
        scores[..Items].Clear();
        var (sizes, newest) = Alike(history);
        foreach (var (basket, size) in sizes
            .OrderByDescending(pair => pair.Value)
            .ThenByDescending(pair => _days[pair.Key])
            .ThenBy(pair => pair.Key)
            .Take(_options.Neighbours))
        {
            var items = _baskets.Row(basket);
            var vote = size / MathF.Sqrt(items.Length) * newest[basket];
            foreach (var item in items) scores[item] += vote;
        }
    }

    /// <summary>For each basket that shares an item: the sum of the shared items' weights, and the weight of the newest of them.</summary>
    private (Dictionary<int, float> Sizes, Dictionary<int, float> Newest) Alike(History history)
    {
        var (sizes, newest, seen) = (new Dictionary<int, float>(), new Dictionary<int, float>(), new HashSet<int>());
        for (var i = history.Items.Length - 1; i >= 0 && seen.Count < _options.Memory; i--)
        {
            if (!seen.Add(history.Items[i])) continue;
            var weight = 1 - (seen.Count - 1) / (float)_options.Memory;
            foreach (var basket in _basketsWith[history.Items[i]])
            {
                sizes[basket] = sizes.GetValueOrDefault(basket) + weight;
                newest.TryAdd(basket, weight);
            }
        }

        return (sizes, newest);
    }
}
