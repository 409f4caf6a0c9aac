namespace Throughline.Statistics.Recommending;

/// <summary>
/// Judges recommenders as they are used: fitted on what was bought before a day, asked for the first basket on or after it.
/// A customer without purchases before the day, or without a basket after it, is not asked about.
/// </summary>
public sealed class TimeSplit
{
    private readonly int _split;
    private readonly (int Customer, int[] Basket)[] _asked;
    private readonly double[] _surprise;

    public TimeSplit(PurchaseLog log, int split)
    {
        _split = split;
        Train = log.Before(split);
        _asked = [.. Enumerable.Range(0, log.Customers)
            .Where(customer => Train.Of(customer, split).Items.Length > 0)
            .Select(customer => (customer, log.FirstBasketFrom(customer, split)))
            .Where(asked => asked.Item2.Length > 0)];
        var buyers = ItemRows.OfCustomers(Train, Decay.None, split);
        _surprise = new double[log.Items];
        for (var item = 0; item < log.Items; item++) _surprise[item] = -Math.Log2(Math.Max(1, buyers.RowsWith(item)) / (double)Math.Max(1, log.Customers));
    }

    /// <summary>What a method may learn from.</summary>
    public PurchaseLog Train { get; }

    public int TestCustomers => _asked.Length;

    /// <summary>
    /// Asks a method for <paramref name="length"/> items a customer. With <paramref name="onlyNew"/>, items that the customer bought before are
    /// neither listed nor counted, and customers whose basket holds nothing new are left out. All figures are 0 when nobody is asked about.
    /// </summary>
    public Evaluation Judge(IRecommender method, int length, bool onlyNew)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        var asked = onlyNew ? [.. _asked.Select(a => (a.Customer, Basket: New(a))).Where(a => a.Basket.Length > 0)] : _asked;
        var marks = new (double Hit, double Recall, double Ndcg)[asked.Length];
        var lists = new Scored[asked.Length][];
        Parallel.For(0, asked.Length, () => new float[method.Items], (index, _, scores) =>
        {
            var history = Train.Of(asked[index].Customer, _split);
            method.Score(history, scores);
            lists[index] = TopItems.Select(scores, length, onlyNew ? history.Items.ToArray().ToHashSet() : null);
            marks[index] = Mark(lists[index], [.. asked[index].Basket], length);
            return scores;
        }, _ => { });
        if (marks.Length == 0) return new(0, 0, 0, 0, 0, 0);
        var listed = lists.SelectMany(list => list).Select(scored => scored.Item).ToArray();
        return new(marks.Length, marks.Average(m => m.Hit), marks.Average(m => m.Recall), marks.Average(m => m.Ndcg),
            method.Items == 0 ? 0 : listed.Distinct().Count() / (double)method.Items, listed.Length == 0 ? 0 : listed.Average(item => _surprise[item]));
    }

    private int[] New((int Customer, int[] Basket) asked) => [.. asked.Basket.Except(Train.Of(asked.Customer, _split).Items.ToArray())];

    private static (double Hit, double Recall, double Ndcg) Mark(Scored[] list, HashSet<int> wanted, int length)
    {
        var (hits, gain, best) = (0, 0.0, 0.0);
        for (var rank = 0; rank < list.Length; rank++)
        {
            if (!wanted.Contains(list[rank].Item)) continue;
            hits++;
            gain += 1 / Math.Log2(rank + 2);
        }

        for (var rank = 0; rank < Math.Min(length, wanted.Count); rank++) best += 1 / Math.Log2(rank + 2);
        return (hits > 0 ? 1 : 0, hits / (double)wanted.Count, gain / best);
    }
}
