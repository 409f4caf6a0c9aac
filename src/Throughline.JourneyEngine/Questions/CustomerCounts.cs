using System.Runtime.InteropServices;

namespace Throughline.JourneyEngine;

/// <summary>How many customers each key has, each counted once. One a thread; their customers differ, so that sums are exact.</summary>
internal sealed class CustomerCounts<TKey> where TKey : notnull
{
    private readonly Dictionary<TKey, (int Visit, int Customers)> _counts = [];

    public IEnumerable<TKey> Keys => _counts.Keys;

    public int this[TKey key] => _counts.GetValueOrDefault(key).Customers;

    /// <param name="visit">Which customer it is, from 1 and in turn.</param>
    public void Add(TKey key, int visit)
    {
        ref var seen = ref CollectionsMarshal.GetValueRefOrAddDefault(_counts, key, out _);
        if (seen.Visit != visit) seen = (visit, seen.Customers + 1);
    }
}
