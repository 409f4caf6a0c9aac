using Microsoft.Data.Sqlite;
using Throughline.Platform.Journal.Indexing;
using Throughline.Platform.Journal.Removing;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Journal;

/// <summary>Tells whether a message came before, though it may have been removed since. One thread.</summary>
internal sealed class MessageIds(SqliteConnection connection, PairIndex hashes) : IDisposable
{
    private readonly Statement _at = new(connection, "select message_id from journal_interactions where position = ?1");
    private readonly Statement _removedAt = new(connection, "select digest from journal_removed where position = ?1");
    private readonly List<ulong> _candidates = [];

    /// <param name="hash">The id's fingerprint. Two ids may share one, so the id itself is compared.</param>
    public bool IsKnown(ulong hash, string messageId)
    {
        _candidates.Clear();
        hashes.Find(hash, _candidates);
        foreach (var position in _candidates) if (At((long)position) is { } stored ? stored == messageId : WasRemoved((long)position, messageId)) return true;
        return false;
    }

    public void Dispose()
    {
        _at.Dispose();
        _removedAt.Dispose();
    }

    private bool WasRemoved(long position, string messageId)
    {
        try { return _removedAt.Bind(1, position).Step() && _removedAt.Int64(0) == JournalRemover.DigestOf(messageId); }
        finally { _removedAt.Reset(); }
    }

    private string? At(long position)
    {
        try { return _at.Bind(1, position).Step() ? _at.Text(0) : null; }
        finally { _at.Reset(); }
    }
}
