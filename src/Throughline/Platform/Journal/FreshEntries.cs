namespace Throughline.Platform.Journal;

/// <summary>The newest interactions, kept in memory so that projections that keep up need not read them back from disk.</summary>
internal sealed class FreshEntries(long limitInBytes)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<List<JournalEntry>> _chunks = [];
    private long _size;

    public void Add(List<JournalEntry> chunk)
    {
        if (chunk.Count == 0) return;
        lock (_lock)
        {
            _chunks.AddLast(chunk);
            _size += SizeOf(chunk);
            while (_size > limitInBytes && _chunks.Count > 1)
            {
                _size -= SizeOf(_chunks.First!.Value);
                _chunks.RemoveFirst();
            }
        }
    }

    /// <summary>Entries after a position; null when they reach back further than what is kept.</summary>
    public List<JournalEntry>? After(long position, int limit)
    {
        lock (_lock)
        {
            if (_chunks.First is not { } first || position < first.Value[0].Position - 1) return null;
            // Whoever keeps up wants the newest, so look from the end.
            var node = _chunks.Last!;
            while (node.Previous is { } before && node.Value[0].Position > position + 1) node = before;
            var found = new List<JournalEntry>();
            for (; node is not null && found.Count < limit; node = node.Next)
                foreach (var entry in node.Value)
                    if (entry.Position > position && found.Count < limit) found.Add(entry);
            return found;
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _chunks.Clear();
            _size = 0;
        }
    }

    private static long SizeOf(List<JournalEntry> chunk) => chunk.Sum(entry => entry.Body.Length + 300L);
}
