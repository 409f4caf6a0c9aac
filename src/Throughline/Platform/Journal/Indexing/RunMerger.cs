namespace Throughline.Platform.Journal.Indexing;

/// <summary>Reads several sorted runs as one, in chunks.</summary>
internal static class RunMerger
{
    private const int ChunkSize = 4096;

    public static IEnumerable<ArraySegment<Pair>> InOrder(PairRun[] runs)
    {
        var sources = runs.Select(run => new Source(run)).Where(source => source.Advance()).ToList();
        var chunk = new Pair[ChunkSize];
        var filled = 0;
        while (sources.Count > 0)
        {
            var lowest = 0;
            for (var i = 1; i < sources.Count; i++) if (sources[i].Current < sources[lowest].Current) lowest = i;
            chunk[filled++] = sources[lowest].Current;
            if (!sources[lowest].Advance()) sources.RemoveAt(lowest);
            if (filled < ChunkSize) continue;
            yield return chunk;
            filled = 0;
        }
        if (filled > 0) yield return new ArraySegment<Pair>(chunk, 0, filled);
    }

    private sealed class Source(PairRun run)
    {
        private readonly Pair[] _buffer = new Pair[ChunkSize];
        private int _at, _read;
        private long _next;

        public Pair Current { get; private set; }

        public bool Advance()
        {
            if (_at == _read)
            {
                _read = run.Read(_next, _buffer);
                _next += _read;
                _at = 0;
                if (_read == 0) return false;
            }
            Current = _buffer[_at++];
            return true;
        }
    }
}
