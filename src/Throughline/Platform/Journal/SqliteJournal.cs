using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Throughline.Contracts;
using Throughline.Platform.Journal.Indexing;
using Throughline.Platform.Journal.Removing;
using Throughline.Platform.Storage;
using Throughline.Platform.Telemetry;

namespace Throughline.Platform.Journal;

/// <summary>
/// The journal in a SQLite file of its own. One thread writes: it takes all batches that wait, commits them together
/// (WAL, <c>synchronous=FULL</c>), and only then answers, so that a busy server pays for one flush and not for thousands.
/// </summary>
public sealed class SqliteJournal : IJournal, IAsyncDisposable
{
    private const long MostPendingBytes = 64 << 20, MostBytesInOneCommit = 4 << 20;

    private readonly string _path;
    private readonly ILogger<SqliteJournal> _log;
    private readonly PairIndex _messageIds, _identityHashes, _asideDigests;
    private readonly JournalWriter _writer;
    private readonly IdentityNumbers _identities;
    private readonly RemoveFromJournal _removing;
    private readonly JournalReader _reader;
    private readonly JournalLookup _lookup;
    private readonly FreshEntries _fresh = new(limitInBytes: 16 << 20);
    private readonly Channel<PendingBatch> _pending = Channel.CreateUnbounded<PendingBatch>(new() { SingleReader = true });
    private readonly BetweenCommits _between;
    private readonly Thread _thread;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile TaskCompletionSource _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _pendingBytes, _head;

    /// <param name="path">The SQLite file; its schema must be there (see the journal's migrations).</param>
    /// <param name="indexFolder">Where message ids and identities are found by hash; derived, may be deleted.</param>
    public SqliteJournal(string path, string indexFolder, ILogger<SqliteJournal> log)
    {
        (_path, _log) = (path, log);
        var connection = Open(SqliteOpenMode.ReadWrite, pooled: false);
        _messageIds = new PairIndex(Path.Combine(indexFolder, "messages"), groupShift: 0);
        _identityHashes = new PairIndex(Path.Combine(indexFolder, "identities"), groupShift: 0);
        _asideDigests = new PairIndex(Path.Combine(indexFolder, "aside"), groupShift: 0);
        _identities = new IdentityNumbers(connection, _identityHashes);
        _writer = new JournalWriter(connection, _messageIds, _identities, new SetAsideWriter(connection, _asideDigests));
        _head = _writer.Head;
        _reader = new JournalReader(() => Open(SqliteOpenMode.ReadOnly));
        _lookup = new JournalLookup(() => Open(SqliteOpenMode.ReadOnly), _messageIds, _identityHashes);
        // An empty batch wakes the writing thread.
        _between = new BetweenCommits(() => _pending.Writer.TryWrite(new PendingBatch(new Batch([], []))));
        _removing = new RemoveFromJournal(
            () => Open(SqliteOpenMode.ReadOnly), _reader, new JournalRemover(connection, _identities), _fresh, _between, () => Head);
        SetAside = new SetAsideList(() => Open(SqliteOpenMode.ReadWrite));
        CatchUpMessageIds();
        _thread = new Thread(WriteUntilStopped) { Name = "journal", IsBackground = true };
        _thread.Start();
    }

    public long Head => Volatile.Read(ref _head);
    public long Count => Head - _removing.Removed;
    public long Removals => _removing.Runs;
    public SetAsideList SetAside { get; }

    public async Task<Receipt> Append(Batch batch, CancellationToken ct)
    {
        var pending = new PendingBatch(batch);
        if (Interlocked.Add(ref _pendingBytes, pending.Size) > MostPendingBytes && pending.Size < MostPendingBytes)
        {
            Interlocked.Add(ref _pendingBytes, -pending.Size);
            throw new JournalBusyException();
        }
        if (!_pending.Writer.TryWrite(pending)) throw new JournalUnavailableException("The journal is stopping.");
        return await pending.Done.Task.WaitAsync(ct);
    }

    public IReadOnlyList<JournalEntry> Read(long after, int limit, long mostBytes = long.MaxValue)
    {
        if (after >= Head) return [];
        if (_fresh.After(after, limit) is { Count: > 0 } fresh) return fresh;
        return _reader.Read(after, limit, mostBytes);
    }

    public IReadOnlyList<JournalEntry> ReadAt(IReadOnlyList<long> positions) => _reader.ReadAt(positions);

    public IReadOnlyDictionary<long, long> Superseded(IReadOnlyList<long> positions) => _reader.Superseded(positions);

    public async Task WaitBeyond(long position, CancellationToken ct)
    {
        while (true)
        {
            var moved = _moved;
            if (Head > position) return;
            await moved.Task.WaitAsync(ct);
        }
    }

    public int? FindIdentity(Identity identity) => _lookup.FindIdentity(identity);
    public IReadOnlySet<Identity> AreKnown(IReadOnlyList<Identity> identities) => _lookup.AreKnown(identities);

    public IReadOnlyList<int> FindRepeats(IReadOnlyList<string> messageIds) => _lookup.FindRepeats(messageIds);

    public IReadOnlyDictionary<int, Identity> Identities(IReadOnlyCollection<int> numbers) => _reader.Identities(numbers);

    public Task<Erased> Erase(IReadOnlyCollection<int> gone, CancellationToken ct, IReadOnlySet<int>? orphans = null) => _removing.Erase(gone, orphans, ct);

    public Task<IReadOnlyList<long>> Expire(Expired expired, CancellationToken ct) => _removing.Expire(expired, ct);
    public Task<WouldGo> CountExpired(Expired expired, CancellationToken ct) => _removing.CountExpired(expired, ct);
    public Task<CameBySource> CountOf(string source, CancellationToken ct) => _removing.CountOf(source, ct);
    public Task<IReadOnlyList<long>> TakeBack(string source, Action<int, int> report, CancellationToken ct) => _removing.TakeBack(source, report, ct);

    public Task CleanFiles(CancellationToken ct) => _removing.CleanFiles(ct);

    public IReadOnlyList<string> Verify(CancellationToken ct) =>
        JournalCheck.Run(() => Open(SqliteOpenMode.ReadOnly, pooled: false), [_messageIds, _identityHashes, _asideDigests], ct);

    /// <summary>How many pages the file has, and how many it may have: to see what a full disk does.</summary>
    internal long Pages() => _writer.Pages;

    internal void LimitPages(long pages) => _writer.LimitPages(pages);

    public async ValueTask DisposeAsync()
    {
        if (!_pending.Writer.TryComplete()) return; // The container knows it by two names and disposes it by both.
        await _stopped.Task;
        SqliteConnection.ClearAllPools();
        _identities.Dispose();
        _writer.Dispose();
    }

    private void WriteUntilStopped()
    {
        var batches = new List<PendingBatch>();
        while (Next(batches))
        {
            _between.RunAll();
            Commit(batches);
            batches.Clear();
        }
        _messageIds.AddedUpTo(Head, flush: true);
        _stopped.SetResult();
    }

    private bool Next(List<PendingBatch> batches)
    {
        var more = _pending.Reader.WaitToReadAsync();
        if (!(more.IsCompleted ? more.Result : more.AsTask().GetAwaiter().GetResult())) return false;
        for (long size = 0; size < MostBytesInOneCommit && _pending.Reader.TryRead(out var batch); size += batch.Size) batches.Add(batch);
        return true;
    }

    private void Commit(List<PendingBatch> batches)
    {
        try
        {
            var written = _writer.Commit(batches);
            _fresh.Add(written);
            if (_writer.HasSuperseded) _removing.NoteSuperseded();
            Volatile.Write(ref _head, _writer.Head);
            foreach (var batch in batches)
            {
                Measures.Committed(batch.Receipt!.Accepted, batch.Receipt.Repeated, batch.Batch.NotUnderstood.Count);
                batch.Done.SetResult(batch.Receipt!);
            }
            Interlocked.Exchange(ref _moved, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
            _messageIds.AddedUpTo(Head);
        }
        catch (Exception e) when (e is SqliteException or IOException)
        {
            _log.LogError(e, "The journal could not commit {Batches} batches; none of them is stored.", batches.Count);
            foreach (var batch in batches) batch.Done.TrySetException(new JournalUnavailableException("The journal could not write to its disk.", e));
        }
        finally
        {
            Interlocked.Add(ref _pendingBytes, -batches.Sum(batch => batch.Size));
        }
    }

    private void CatchUpMessageIds()
    {
        // A journal older than its index was put back from a backup.
        if (_messageIds.Covered > Head) _messageIds.Clear();
        var since = 0;
        foreach (var (position, fingerprint) in _reader.MessageIds(_messageIds.Covered))
        {
            _messageIds.Add(new Pair(fingerprint, (ulong)position));
            if (++since % 4096 == 0) _messageIds.AddedUpTo(position);
        }
    }

    private SqliteConnection Open(SqliteOpenMode mode, bool pooled = true)
    {
        var connection =
            new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _path, Mode = mode, Pooling = pooled, DefaultTimeout = 10 }.ToString());
        connection.Open();
        // Checkpoints copy pages back while everybody waits: 8,192 pages (32 MB) apart they are rare and still short.
        connection.Run("pragma synchronous=full; pragma wal_autocheckpoint=8192; pragma busy_timeout=10000; pragma cache_size=-16000; pragma secure_delete=on");
        return connection;
    }
}
