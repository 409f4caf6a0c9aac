namespace Throughline.Statistics.Recommending;

/// <summary>What sells now: baskets that hold an item, each weighted by exp(−age ÷ days). The same for every customer. New purchases are
/// added at once.</summary>
public sealed class RecentPopularity : IRecommender
{
    private readonly double[] _weights;
    private readonly Decay _decay;
    private int _day;

    private RecentPopularity(int items, Decay decay, int day)
    {
        _weights = new double[items];
        _decay = decay;
        _day = day;
    }

    public int Items => _weights.Length;

    public static RecentPopularity Fit(PurchaseLog log, Decay decay, int today)
    {
        var popularity = new RecentPopularity(log.Items, decay, today);
        foreach (var purchase in log.All()) popularity.Add(purchase);
        return popularity;
    }

    /// <summary>The same over customers: each counts once an item, at their newest purchase of it.</summary>
    public static RecentPopularity OfBuyers(PurchaseLog log, Decay decay, int today)
    {
        var popularity = new RecentPopularity(log.Items, decay, today);
        var rows = ItemRows.OfCustomers(log, decay, today);
        for (var row = 0; row < rows.Count; row++)
        {
            var (items, weights) = (rows.Row(row).ToArray(), rows.Weights(row).ToArray());
            for (var i = 0; i < items.Length; i++) popularity._weights[items[i]] += weights[i];
        }

        return popularity;
    }

    /// <summary>Counts one purchase. One that is newer than any before moves "today" forward and ages the rest.</summary>
    public void Add(Purchase purchase)
    {
        if (purchase.Day > _day)
        {
            var fade = _decay.Weight(purchase.Day - _day);
            for (var i = 0; i < _weights.Length; i++) _weights[i] *= fade;
            _day = purchase.Day;
        }

        _weights[purchase.Item] += _decay.Weight(_day - purchase.Day);
    }

    public void Score(History history, Span<float> scores)
    {
        for (var i = 0; i < _weights.Length; i++) scores[i] = (float)_weights[i];
    }
}
