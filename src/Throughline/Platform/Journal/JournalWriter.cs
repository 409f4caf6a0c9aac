using Microsoft.Data.Sqlite;
using Throughline.Contracts;
using Throughline.Platform.Journal.Indexing;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Journal;

/// <summary>Writes batches in one transaction. Used by one thread only.</summary>
internal sealed class JournalWriter : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly PairIndex _messageIds;
    private readonly MessageIds _known;
    private readonly SetAsideWriter _setAside;
    private readonly IdentityNumbers _identities;
    private readonly Statement _begin, _commit, _rollback, _insert, _supersede;
    private readonly HashSet<string> _inTransaction = new(StringComparer.Ordinal);

    public JournalWriter(SqliteConnection connection, PairIndex messageIds, IdentityNumbers identities, SetAsideWriter setAside)
    {
        (_connection, _messageIds, _identities, _setAside, _known) = (connection, messageIds, identities, setAside, new MessageIds(connection, messageIds));
        _begin = new Statement(connection, "begin immediate");
        _commit = new Statement(connection, "commit");
        _rollback = new Statement(connection, "rollback");
        _insert = new Statement(connection, """
            insert into journal_interactions (position, message_id, kind, event, identity, others, channel, source, happened_at, sent_at,
                received_at, at, body, checksum)
            values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
            """);
        _supersede = new Statement(connection, "insert or ignore into journal_superseded (position, by) values (?1, ?2)");
        Head = connection.Scalar(
            "select max((select coalesce(max(position), 0) from journal_interactions), (select coalesce(max(position), 0) from journal_removed))");
    }

    public long Head { get; private set; }

    /// <summary>The last commit put something in another's place.</summary>
    public bool HasSuperseded { get; private set; }

    /// <summary>Commits the batches together; fills their receipts and returns what is new.</summary>
    public List<JournalEntry> Commit(IReadOnlyList<PendingBatch> batches)
    {
        var written = new List<JournalEntry>();
        _inTransaction.Clear();
        HasSuperseded = false;
        _begin.Run();
        try
        {
            foreach (var batch in batches) Write(batch, written);
            _commit.Run();
        }
        catch
        {
            _identities.Forget();
            _setAside.Forget();
            // A full disk has rolled back already; then there is nothing to roll back.
            try { _rollback.Run(); } catch (SqliteException) { }
            throw;
        }
        _identities.Keep();
        _setAside.Keep();
        foreach (var entry in written) _messageIds.Add(new Pair(Fingerprint.Of(entry.MessageId), (ulong)entry.Position));
        Head += written.Count;
        return written;
    }

    private void Write(PendingBatch pending, List<JournalEntry> written)
    {
        var before = written.Count;
        List<int>? repeats = null;
        for (var i = 0; i < pending.Batch.Interactions.Count; i++)
        {
            var interaction = pending.Batch.Interactions[i];
            var hash = Fingerprint.Of(interaction.MessageId);
            if (!_inTransaction.Add(interaction.MessageId) || _known.IsKnown(hash, interaction.MessageId))
            {
                (repeats ??= []).Add(i);
                continue;
            }
            var entry = Numbered(interaction, Head + written.Count + 1);
            Insert(entry);
            if (interaction.Supersedes is { } former)
            {
                _supersede.Bind(1, former).Bind(2, entry.Position).Run();
                HasSuperseded = true;
            }
            written.Add(entry);
        }
        foreach (var item in pending.Batch.NotUnderstood) _setAside.Add(item);
        var accepted = written.Count - before;
        pending.Receipt = new Receipt(accepted, pending.Batch.Interactions.Count - accepted, Head
            + written.Count) { RepeatedAt = (IReadOnlyList<int>?)repeats ?? [] };
    }

    private JournalEntry Numbered(Interaction interaction, long position)
    {
        var identity = _identities.NumberOf(interaction.Identities[0]);
        var others = interaction.Identities.Count == 1 ? [] : new int[interaction.Identities.Count - 1];
        for (var i = 0; i < others.Length; i++) others[i] = _identities.NumberOf(interaction.Identities[i + 1]);
        return new JournalEntry(position, interaction.MessageId, interaction.Kind, interaction.Event, identity, others,
            interaction.Channel, interaction.Source, interaction.HappenedAt, interaction.SentAt, interaction.ReceivedAt, interaction.At, interaction.Body);
    }

    private void Insert(JournalEntry entry)
    {
        Span<byte> others = stackalloc byte[256];
        var row = JournalRow.Others(entry.Others, ref others);
        _insert.Bind(1, entry.Position).Bind(2, entry.MessageId).Bind(3, (int)entry.Kind).Bind(4, entry.Event).Bind(5, entry.Identity);
        if (row == 0) _insert.BindNull(6); else _insert.Bind(6, others[..row]);
        _insert.Bind(7, entry.Channel).Bind(8, entry.Source).Bind(9, entry.HappenedAt).Bind(10, entry.SentAt).Bind(11, entry.ReceivedAt).Bind(12, entry.At)
            .Bind(13, entry.Body.Span).Bind(14, JournalRow.Checksum(entry)).Run();
    }

    public long Pages => _connection.Scalar("pragma page_count");

    public void LimitPages(long pages) => _connection.Run($"pragma max_page_count={pages}");

    public void Dispose()
    {
        foreach (var statement in new[] { _begin, _commit, _rollback, _insert, _supersede }) statement.Dispose();
        _known.Dispose();
        _setAside.Dispose();
        // One file to copy, and nothing to read again at the next start.
        _connection.Run("pragma wal_checkpoint(truncate)");
        _connection.Dispose();
    }
}

/// <summary>A batch that waits for its commit.</summary>
internal sealed class PendingBatch(Batch batch)
{
    public Batch Batch => batch;
    public Receipt? Receipt { get; set; }
    public TaskCompletionSource<Receipt> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Roughly what it holds in memory.</summary>
    public long Size { get; } = batch.Interactions.Sum(i => i.Body.Length + 400L) + batch.NotUnderstood.Sum(i => i.Body.Length + 100L);
}
