namespace Throughline.JourneyEngine;

/// <summary>
/// The fresh rows of a snapshot by identity, by counting sort. A compaction reads all of them, and finds them here
/// without following chains from one end of memory to the other.
/// </summary>
internal sealed class TailOrder
{
    private readonly int[] _ends;
    private readonly int[] _rows;

    public TailOrder(Snapshot snapshot)
    {
        var tail = snapshot.Generation.Tail;
        var most = -1;
        for (var i = 0; i < snapshot.TailCount; i++) most = Math.Max(most, tail.At(i).Identity);
        _ends = new int[most + 2];
        _rows = new int[snapshot.TailCount];
        for (var i = 0; i < snapshot.TailCount; i++) _ends[tail.At(i).Identity + 1]++;
        for (var id = 1; id < _ends.Length; id++) _ends[id] += _ends[id - 1];
        for (var i = 0; i < snapshot.TailCount; i++) _rows[_ends[tail.At(i).Identity]++] = i;
    }

    /// <summary>Tail indices of an identity, oldest first.</summary>
    public ReadOnlySpan<int> Of(int identity)
    {
        if (identity + 1 >= _ends.Length) return [];
        var start = identity == 0 ? 0 : _ends[identity - 1];
        return _rows.AsSpan(start, _ends[identity] - start);
    }
}
