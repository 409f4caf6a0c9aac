namespace Throughline.Statistics.Recommending;

/// <summary>
/// What every customer bought, oldest first. A basket is a customer's distinct items of one day: repeats within a day are dropped.
/// </summary>
public sealed class PurchaseLog
{
    private readonly int[] _offsets;
    private readonly int[] _items;
    private readonly int[] _days;

    private PurchaseLog(int items, int[] offsets, int[] itemOf, int[] dayOf)
    {
        Items = items;
        _offsets = offsets;
        _items = itemOf;
        _days = dayOf;
    }

    public int Customers => _offsets.Length - 1;

    public int Items { get; }

    /// <summary>Purchases after repeats within a day are dropped.</summary>
    public int Count => _items.Length;

    /// <summary>The last day of any purchase; 0 when there is none.</summary>
    public int LastDay => _days.Length == 0 ? 0 : _days.Max();

    /// <summary>Orders purchases by customer, day and item.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A customer or item is below 0 or not below the given count.</exception>
    public static PurchaseLog From(IEnumerable<Purchase> purchases, int customers, int items)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(customers);
        ArgumentOutOfRangeException.ThrowIfNegative(items);
        var sorted = purchases.ToArray();
        foreach (var purchase in sorted) Check(purchase, customers, items);
        Array.Sort(sorted, (a, b) =>
            a.Customer != b.Customer ? a.Customer.CompareTo(b.Customer)
            : a.Day != b.Day ? a.Day.CompareTo(b.Day)
            : a.Item.CompareTo(b.Item));
        var kept = Distinct(sorted);

        var offsets = new int[customers + 1];
        foreach (var purchase in kept) offsets[purchase.Customer + 1]++;
        for (var c = 0; c < customers; c++) offsets[c + 1] += offsets[c];
        return new(items, offsets, [.. kept.Select(p => p.Item)], [.. kept.Select(p => p.Day)]);
    }

    /// <summary>Everything <paramref name="customer"/> bought, with ages counted to <paramref name="today"/>.</summary>
    public History Of(int customer, int today)
    {
        var (from, to) = (_offsets[customer], _offsets[customer + 1]);
        return new(_items.AsSpan(from, to - from), _days.AsSpan(from, to - from), today);
    }

    /// <summary>The purchases strictly before a day, of the same customers and items.</summary>
    public PurchaseLog Before(int day) => From(All().Where(p => p.Day < day), Customers, Items);

    /// <summary>All purchases, by customer and day.</summary>
    public IEnumerable<Purchase> All()
    {
        for (var customer = 0; customer < Customers; customer++)
        {
            for (var i = _offsets[customer]; i < _offsets[customer + 1]; i++) yield return new(customer, _items[i], _days[i]);
        }
    }

    /// <summary>The items of the customer's first basket on or after a day; empty when there is none.</summary>
    public int[] FirstBasketFrom(int customer, int day)
    {
        var history = Of(customer, day);
        var first = 0;
        while (first < history.Days.Length && history.Days[first] < day) first++;
        var last = first;
        while (last < history.Days.Length && history.Days[last] == history.Days[first]) last++;
        return history.Items[first..last].ToArray();
    }

    private static void Check(Purchase purchase, int customers, int items)
    {
        if ((uint)purchase.Customer >= (uint)customers)
            throw new ArgumentOutOfRangeException(nameof(customers), purchase.Customer, $"Customers count from 0 to {customers - 1}.");
        if ((uint)purchase.Item >= (uint)items) throw new ArgumentOutOfRangeException(nameof(items), purchase.Item, $"Items count from 0 to {items - 1}.");
    }

    private static List<Purchase> Distinct(Purchase[] sorted)
    {
        var kept = new List<Purchase>(sorted.Length);
        foreach (var purchase in sorted)
        {
            if (kept.Count == 0 || kept[^1] != purchase) kept.Add(purchase);
        }

        return kept;
    }
}
