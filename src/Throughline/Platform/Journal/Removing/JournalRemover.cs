using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Throughline.Contracts;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Journal.Removing;

/// <summary>Removes and changes what stands in the journal. Used by the writing thread only, between two commits.</summary>
internal sealed class JournalRemover(SqliteConnection connection, IdentityNumbers identities)
{
    private const long VacuumedAtOnce = 64 << 20;

    // Nobody can be called this: a door takes no identity without kind and value.
    private static readonly Identity Nobody = new("", "");

    // Of a message that may come again: no id is known by it.
    private const long Forgotten = 0;

    /// <summary>How many positions hold nothing any more.</summary>
    public long Removed { get; private set; } = connection.Scalar("select count(*) from journal_removed");

    public long Runs { get; private set; } = connection.Scalar("select coalesce(max(id), 0) from journal_removals");

    /// <summary>What is left of a message id: enough to know it again, too little to read it.</summary>
    public static long DigestOf(string messageId) => BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(messageId)));

    public void Erase(ErasureScan scan)
    {
        InTransaction(() =>
        {
            scan.ReadOn(connection, CancellationToken.None);
            var removed = Remove(scan.Theirs);
            Rewrite(scan.OfOthers);
            Nameless(scan.Numbers);
            using var discard = new Statement(connection, "delete from journal_set_aside where id = ?1");
            foreach (var id in scan.SetAside) discard.Bind(1, id).Run();
            NoteRun(removed);
            return removed;
        });
        Runs++;
        identities.Drop(scan.Numbers);
    }

    public void Expire(IReadOnlyList<long> over, IReadOnlyList<JournalEntry> bare) => InTransaction(() =>
    {
        Rewrite(bare);
        return Remove(over);
    });

    /// <summary>Removes what is to come again as if it had never been: its message ids are forgotten.</summary>
    public void TakeBack(IReadOnlyList<long> positions) => InTransaction(() => Remove(positions, forgetsIds: true));

    /// <summary>The last of a source: the identities that nothing else names, and what of it was set aside.</summary>
    public void EndTakingBack(TakeBackScan scan, string source)
    {
        IReadOnlyList<int> gone = [];
        InTransaction(() =>
        {
            scan.ReadOn(connection, CancellationToken.None);
            gone = scan.OnlyHere;
            Nameless(gone);
            using var discard = new Statement(connection, "delete from journal_set_aside where source = ?1");
            discard.Bind(1, source).Run();
            NoteRun(scan.Positions.Count);
            return 0;
        });
        Runs++;
        identities.Drop(gone);
    }

    /// <summary>Notes that a run is over which removed something.</summary>
    public void EndRun(int removed)
    {
        NoteRun(removed);
        Runs++;
    }

    /// <summary>Writes a small file anew. Deleted bytes are overwritten when they are deleted, but SQLite may have moved a row before.</summary>
    public void Vacuum()
    {
        if (connection.Scalar("pragma page_count") * connection.Scalar("pragma page_size") <= VacuumedAtOnce)
            connection.Run("pragma temp_store=memory; vacuum");
    }

    /// <summary>Moves everything from the log into the file and cuts the log; false while somebody still reads what was there before.</summary>
    public bool EmptyLog()
    {
        connection.Run("pragma busy_timeout=50");
        try { return connection.Scalar("pragma wal_checkpoint(truncate)") == 0; }
        finally { connection.Run("pragma busy_timeout=10000"); }
    }

    private void NoteRun(int removed)
    {
        using var note = new Statement(connection, "insert into journal_removals (interactions) values (?1)");
        note.Bind(1, removed).Run();
    }

    private void Nameless(IEnumerable<int> numbers)
    {
        using var forget = new Statement(connection, "update journal_identities set kind = ?2, value = ?3, hash = ?4 where id = ?1");
        foreach (var number in numbers)
            forget.Bind(1, number).Bind(2, Nobody.Kind).Bind(3, Nobody.Value).Bind(4, (long)IdentityNumbers.HashOf(Nobody)).Run();
    }

    private int Remove(IReadOnlyList<long> positions, bool forgetsIds = false)
    {
        using var find = new Statement(connection, "select message_id from journal_interactions where position = ?1");
        using var delete = new Statement(connection, "delete from journal_interactions where position = ?1");
        using var keepPlace = new Statement(connection, "insert into journal_removed (position, fingerprint, digest) values (?1, ?2, ?3)");
        var removed = 0;
        foreach (var position in positions)
        {
            var messageId = find.Bind(1, position).Step() ? find.Text(0) : null;
            find.Reset();
            if (messageId is null) continue; // Another removal was quicker.
            delete.Bind(1, position).Run();
            keepPlace.Bind(1, position).Bind(2, (long)Fingerprint.Of(messageId)).Bind(3, forgetsIds ? Forgotten : DigestOf(messageId)).Run();
            removed++;
        }
        return removed;
    }

    private void Rewrite(IReadOnlyList<JournalEntry> entries)
    {
        using var update = new Statement(
            connection, "update journal_interactions set kind = ?2, event = ?3, others = ?4, body = ?5, checksum = ?6 where position = ?1");
        Span<byte> space = stackalloc byte[256];
        foreach (var entry in entries)
        {
            var others = space;
            var length = JournalRow.Others(entry.Others, ref others);
            update.Bind(1, entry.Position).Bind(2, (int)entry.Kind).Bind(3, entry.Event).Bind(5, entry.Body.Span).Bind(6, JournalRow.Checksum(entry));
            if (length == 0) update.BindNull(4); else update.Bind(4, others[..length]);
            update.Run();
        }
    }

    private void InTransaction(Func<int> act)
    {
        connection.Run("begin immediate");
        try
        {
            var removed = act();
            connection.Run("commit");
            Removed += removed;
        }
        catch
        {
            // A full disk has rolled back already; then there is nothing to roll back.
            try { connection.Run("rollback"); } catch (SqliteException) { }
            throw;
        }
    }
}
