namespace Throughline.Statistics.Recommending;

/// <summary>
/// Rows of weighted items (one a customer or a basket) with the index of which rows hold an item, from which co-occurrence
/// counts come one item at a time: memory grows with items, not with their square.
/// </summary>
internal sealed class ItemRows
{
    private readonly int[] _rowStart;
    private readonly int[] _rowItem;
    private readonly float[] _rowWeight;
    private readonly int[] _itemStart;
    private readonly int[] _itemRow;
    private readonly float[] _itemWeight;

    private ItemRows(int items, List<int> starts, List<int> itemOf, List<float> weightOf)
    {
        Items = items;
        (_rowStart, _rowItem, _rowWeight) = ([.. starts], [.. itemOf], [.. weightOf]);
        _itemStart = new int[items + 1];
        foreach (var item in _rowItem) _itemStart[item + 1]++;
        for (var i = 0; i < items; i++) _itemStart[i + 1] += _itemStart[i];
        (_itemRow, _itemWeight) = (new int[_rowItem.Length], new float[_rowItem.Length]);
        var next = _itemStart[..^1];
        for (var row = 0; row < Count; row++)
        {
            for (var i = _rowStart[row]; i < _rowStart[row + 1]; i++)
            {
                var slot = next[_rowItem[i]]++;
                (_itemRow[slot], _itemWeight[slot]) = (row, _rowWeight[i]);
            }
        }
    }

    public int Items { get; }

    /// <summary>How many rows there are.</summary>
    public int Count => _rowStart.Length - 1;

    /// <summary>One row a customer: each distinct item once, at the weight of its newest purchase.</summary>
    public static ItemRows OfCustomers(PurchaseLog log, Decay decay, int today)
    {
        var (starts, items, weights) = (new List<int> { 0 }, new List<int>(), new List<float>());
        var newest = new Dictionary<int, int>();
        for (var customer = 0; customer < log.Customers; customer++)
        {
            newest.Clear();
            var history = log.Of(customer, today);
            for (var i = 0; i < history.Items.Length; i++) newest[history.Items[i]] = i;
            foreach (var (item, index) in newest.OrderBy(pair => pair.Key))
            {
                items.Add(item);
                weights.Add((float)decay.Weight(history.Age(index)));
            }

            starts.Add(items.Count);
        }

        return new(log.Items, starts, items, weights);
    }

    /// <summary>One row a basket, every weight 1.</summary>
    public static ItemRows OfBaskets(PurchaseLog log)
    {
        var (starts, items, weights) = (new List<int> { 0 }, new List<int>(), new List<float>());
        var last = default(Purchase?);
        foreach (var purchase in log.All())
        {
            if (last is { } before && (before.Customer != purchase.Customer || before.Day != purchase.Day)) starts.Add(items.Count);
            items.Add(purchase.Item);
            weights.Add(1);
            last = purchase;
        }

        if (items.Count > 0) starts.Add(items.Count);
        return new(log.Items, starts, items, weights);
    }

    public ReadOnlySpan<int> Row(int row) => _rowItem.AsSpan(_rowStart[row].._rowStart[row + 1]);

    public ReadOnlySpan<float> Weights(int row) => _rowWeight.AsSpan(_rowStart[row].._rowStart[row + 1]);

    /// <summary>In how many rows the item is.</summary>
    public int RowsWith(int item) => _itemStart[item + 1] - _itemStart[item];

    /// <summary>
    /// The sum over rows of weight(item) × weight(other) for every other item and for itself, added into <paramref name="sums"/>; items whose sum was 0
    /// before are noted in <paramref name="touched"/>, so that nobody need look at all items.
    /// </summary>
    public void AddProducts(int item, Span<float> sums, List<int>? touched = null)
    {
        for (var i = _itemStart[item]; i < _itemStart[item + 1]; i++)
        {
            var (row, weight) = (_itemRow[i], _itemWeight[i]);
            var others = Row(row);
            var weights = Weights(row);
            for (var j = 0; j < others.Length; j++)
            {
                ref var sum = ref sums[others[j]];
                if (sum == 0) touched?.Add(others[j]);
                sum += weight * weights[j];
            }
        }
    }
}
