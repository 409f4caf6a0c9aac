using System.Runtime.InteropServices;

namespace Throughline.Platform.Journal.Indexing;

/// <summary>The pairs of an index that are not in a file yet, chained by group.</summary>
internal sealed class FreshPairs(int expected, int groupShift)
{
    private readonly Dictionary<ulong, int> _last = [];
    private readonly List<(Pair Pair, int Before)> _pairs = new(expected / 8);

    public int Count => _pairs.Count;

    public void Add(Pair pair)
    {
        ref var last = ref CollectionsMarshal.GetValueRefOrAddDefault(_last, pair.Key >> groupShift, out var known);
        _pairs.Add((pair, known ? last : -1));
        last = _pairs.Count - 1;
    }

    /// <summary>Orders of all pairs of a group.</summary>
    public void Find(ulong group, List<ulong> into)
    {
        if (!_last.TryGetValue(group, out var index)) return;
        for (; index >= 0; index = _pairs[index].Before) into.Add(_pairs[index].Pair.Order);
    }

    /// <summary>All are in a file now. The room is kept for the next.</summary>
    public void Clear()
    {
        _last.Clear();
        _pairs.Clear();
    }

    public IEnumerable<Pair> Group(ulong group)
    {
        if (!_last.TryGetValue(group, out var index)) yield break;
        for (; index >= 0; index = _pairs[index].Before) yield return _pairs[index].Pair;
    }

    public Pair[] Sorted()
    {
        var pairs = _pairs.Select(p => p.Pair).ToArray();
        Array.Sort(pairs);
        return pairs;
    }
}
