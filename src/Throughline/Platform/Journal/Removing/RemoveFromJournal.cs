using Microsoft.Data.Sqlite;

namespace Throughline.Platform.Journal.Removing;

/// <summary>Removes from the journal while it goes on: the long search beside it, the short changes between two of its commits.</summary>
internal sealed class RemoveFromJournal(
    Func<SqliteConnection> open, JournalReader reader, JournalRemover remover, FreshEntries fresh, BetweenCommits between, Func<long> head)
{
    private const int InOneCommit = 1_000, MostTries = 100;

    private long _removed = remover.Removed, _runs = remover.Runs;

    /// <summary>How many positions hold nothing any more.</summary>
    public long Removed => Volatile.Read(ref _removed);

    public long Runs => Volatile.Read(ref _runs);

    public async Task<Erased> Erase(IReadOnlyCollection<int> identities, IReadOnlySet<int>? orphans, CancellationToken ct)
    {
        var scan = new ErasureScan(identities, reader.Identities(identities).Values, orphans ?? new HashSet<int>());
        using (var connection = open()) scan.ReadOn(connection, ct);
        await Change(() => remover.Erase(scan), ct);
        return new Erased(scan.Theirs, scan.OfOthers.Count, scan.SetAside.Count, head(), scan.Touched, scan.Met);
    }

    public Task<WouldGo> CountExpired(Expired expired, CancellationToken ct) => Task.Run(() =>
    {
        using var connection = open();
        return new ExpiryScan(expired).Count(connection, ct);
    }, ct);

    public async Task<IReadOnlyList<long>> Expire(Expired expired, CancellationToken ct)
    {
        var scan = new ExpiryScan(expired);
        using (var connection = open()) scan.Read(connection, ct);
        // In small steps, so that the doors never wait long.
        foreach (var over in scan.Over.Chunk(InOneCommit)) await Change(() => remover.Expire(over, []), ct);
        foreach (var bare in scan.Bare.Chunk(InOneCommit)) await Change(() => remover.Expire([], bare), ct);
        if (scan.Over.Count + scan.Bare.Count > 0) await Change(() => remover.EndRun(scan.Over.Count), ct);
        return scan.Over;
    }

    public Task<CameBySource> CountOf(string source, CancellationToken ct) => Task.Run(() =>
    {
        var scan = new TakeBackScan(source);
        using var connection = open();
        scan.ReadOn(connection, ct);
        return new CameBySource(scan.Positions, scan.Theirs, scan.OnlyHere.Count, scan.First, scan.Last);
    }, ct);

    /// <param name="report">How many of how many are gone.</param>
    public async Task<IReadOnlyList<long>> TakeBack(string source, Action<int, int> report, CancellationToken ct)
    {
        var scan = new TakeBackScan(source);
        await Task.Run(() =>
        {
            using var connection = open();
            scan.ReadOn(connection, ct);
        }, ct);
        var done = 0;
        foreach (var some in scan.Positions.Chunk(InOneCommit))
        {
            await Change(() => remover.TakeBack(some), ct);
            report(done += some.Length, scan.Positions.Count);
        }
        await Change(() => remover.EndTakingBack(scan, source), ct);
        return scan.Positions;
    }

    public async Task CleanFiles(CancellationToken ct)
    {
        await Change(remover.Vacuum, ct);
        for (var tries = 0; !await between.Do(remover.EmptyLog, ct); tries++)
        {
            if (tries == MostTries)
                throw new JournalUnavailableException("The journal has been read for too long; removed data is still in its files.");
            await Task.Delay(100, ct);
        }
    }

    /// <summary>Something stands in another's place: a view that keeps its own copy is made anew, as after a removal. On the writing thread.</summary>
    public void NoteSuperseded()
    {
        remover.EndRun(0);
        fresh.Clear();
        Volatile.Write(ref _runs, remover.Runs);
    }

    private Task<bool> Change(Action act, CancellationToken ct) => between.Do(() =>
    {
        act();
        fresh.Clear();
        Volatile.Write(ref _removed, remover.Removed);
        Volatile.Write(ref _runs, remover.Runs);
        return true;
    }, ct);
}
