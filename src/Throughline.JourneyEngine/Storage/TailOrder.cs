namespace Throughline.JourneyEngine;

/// <summary>
/// The fresh rows of a snapshot by identity. A compaction reads all of them, and finds them here without following
/// chains from one end of memory to the other. They are sorted in two steps, first into parts by the high bits of the
/// identity, then each part by itself, so that both steps stay within the processor's cache.
/// </summary>
internal sealed unsafe class TailOrder : IDisposable
{
    private const int LeastShift = 13, MostParts = 2048;
    private readonly Paged<TailRow> _tail;
    private readonly int _count, _identities, _shift, _parts, _threads;
    private readonly NativeList<int> _starts, _rows;

    private readonly record struct Row(int Identity, int Index);

    public TailOrder(Snapshot snapshot, int threads)
    {
        (_tail, _count, _threads) = (snapshot.Generation.Tail, snapshot.TailCount, threads);
        _identities = _count == 0 ? 0 : snapshot.Generation.LargestTailIdentity + 1;
        for (_shift = LeastShift; _identities >> _shift >= MostParts;) _shift++;
        _parts = (_identities >> _shift) + 1;
        (_starts, _rows) = (new NativeList<int>(_identities + 1L), new NativeList<int>(_count));
        _starts.Resize(_identities + 1);
        _rows.Resize(_count);
        _starts[_identities] = _count;
        if (_count == 0) return;
        using var parted = new NativeList<Row>(_count);
        var starts = Part(parted);
        Parallel.For(0, _threads, new ParallelOptions { MaxDegreeOfParallelism = _threads }, thread =>
        {
            var next = new int[1 << _shift];
            for (var part = thread; part < _parts; part += _threads) Sort(part, parted.At + starts[part], starts[part], starts[part + 1] - starts[part], next);
        });
    }

    /// <summary>Tail indices of an identity, oldest first.</summary>
    public ReadOnlySpan<int> Of(int identity)
        => identity >= _identities ? [] : new(_rows.At + _starts[identity], _starts[identity + 1] - _starts[identity]);

    public void Dispose()
    {
        _starts.Dispose();
        _rows.Dispose();
    }

    /// <summary>Lays the rows of each part together, in the order they came, and answers where each part begins.</summary>
    private int[] Part(NativeList<Row> parted)
    {
        var next = new int[_threads][];
        var options = new ParallelOptions { MaxDegreeOfParallelism = _threads };
        Parallel.For(0, _threads, options, thread =>
        {
            var counts = next[thread] = new int[_parts];
            for (var i = FirstOf(thread); i < FirstOf(thread + 1); i++) counts[_tail.At(i).Identity >> _shift]++;
        });
        var (starts, at) = (new int[_parts + 1], 0);
        for (var part = 0; part < _parts; part++)
        {
            starts[part] = at;
            foreach (var counts in next) (counts[part], at) = (at, at + counts[part]);
        }
        starts[_parts] = at;
        Parallel.For(0, _threads, options, thread =>
        {
            var to = next[thread];
            for (var i = FirstOf(thread); i < FirstOf(thread + 1); i++)
            {
                var identity = _tail.At(i).Identity;
                parted.At[to[identity >> _shift]++] = new Row(identity, i);
            }
        });
        return starts;
    }

    private int FirstOf(int thread) => (int)((long)_count * thread / _threads);

    /// <summary>Sorts one part by identity, keeping the order of equal ones.</summary>
    private void Sort(int part, Row* rows, int start, int count, int[] next)
    {
        var first = part << _shift;
        var identities = Math.Min(_identities - first, 1 << _shift);
        Array.Clear(next);
        for (var i = 0; i < count; i++) next[rows[i].Identity - first]++;
        var at = start;
        for (var i = 0; i < identities; i++)
        {
            _starts[first + i] = at;
            (next[i], at) = (at, at + next[i]);
        }
        for (var i = 0; i < count; i++) _rows[next[rows[i].Identity - first]++] = rows[i].Index;
    }
}
