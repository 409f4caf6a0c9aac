using Throughline.Contracts;
using Throughline.JourneyEngine;
using Throughline.Platform.Journal;
using Throughline.Platform.Projections;
using Throughline.Platform.Storage;

namespace Throughline.Journeys.Index;

/// <summary>
/// Keeps the journey index up with the journal. When rules, stages or properties change, another store is filled beside
/// the one in use, which goes on answering, and takes its place once it has caught up.
/// </summary>
public sealed class JourneyProjection(
    DataFolder folder, IJournal journal, IIdentityOwners owners, ITouchpoints touchpoints, ILogger<JourneyProjection> log) : Projection, IDisposable
{
    private const int BehindAtStart = 50_000, SaveAfter = 200_000;
    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private readonly JourneyStores _stores = new(new IndexFolder(Path.Combine(folder.Root, "journey-index")), journal, owners, touchpoints, log);
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _wanted = new(0, 1);
    private volatile JourneyFill? _live, _next;
    private Task _upkeep = Task.CompletedTask;
    private long _target = long.MaxValue, _saved;

    public override string Name => "journeys";
    public override int BatchSize => 16_384;

    /// <summary>It must be known whose the identities are before their interactions are taken in.</summary>
    public override long Limit => owners.Position;

    /// <summary>The store that answers; null while it is not filled.</summary>
    internal JourneyStore? Answering => _live is { } live && live.Position >= _target ? live.Store : null;

    /// <summary>How much of the journal the store that is being filled has taken in, 0 to 1; null when the one that answers is up to date.</summary>
    public double? Building =>
        Answering is null ? Share(_live?.Position ?? 0) : _next is { } next ? Share(next.Position) : _stores.IsOutdated(_live!) ? 0 : null;

    /// <summary>Properties that occur and have no column yet; a question about one gives it a column.</summary>
    internal IEnumerable<string> SeenWithoutColumn => _live is { } live ? live.Choice.Seen.Keys.Except(live.FilledFor.Properties) : [];

    public override void Open(long head)
    {
        _live ??= _stores.OpenCurrent(head) ?? _stores.Begin(_stores.Current + 1, null, use: true);
        _target = head - _live.Position > BehindAtStart ? head : 0;
        Position = _saved = _live.Position;
        _upkeep = Task.Factory.StartNew(() => Upkeep(_stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
    }

    public override void Apply(IReadOnlyList<JournalEntry> entries)
    {
        lock (_gate)
        {
            _live!.Take(entries);
            Position = _live.Position;
            if (Answering is null) _live.CompactOnTheWay(_stop.Token);
        }
    }

    public override void PassOver(long position)
    {
        lock (_gate)
        {
            _live!.Store.Advance(position);
            Position = position;
        }
    }

    public override void Reset()
    {
        lock (_gate)
        {
            var old = _live;
            _target = journal.Head;
            _live = _stores.Begin(Math.Max(_stores.Current, old?.Number ?? 0) + 1, old, use: true);
            old?.Dispose();
            Position = _saved = 0;
        }
    }

    public override void Close()
    {
        _stop.Cancel();
        ((IAsyncResult)_upkeep).AsyncWaitHandle.WaitOne(); // The host stops in order: nothing may be written after this.
        if (_live is { } live && live.Position > _saved) Save(live);
    }

    public override IEnumerable<string> Verify()
    {
        if (_live is not { } live) return [];
        try
        {
            live.Store.Verify();
            return [];
        }
        catch (JourneyStoreDamagedException e)
        {
            return [$"journeys: {e.Reason} Run: throughline rebuild journeys"];
        }
    }

    /// <summary>Takes in who was joined or split by hand, so that the next question counts them as they are now.</summary>
    internal void LearnOwners()
    {
        lock (_gate) _live?.LearnOwners();
    }

    /// <summary>Gives a property a column if it ever occurred; the store that has it takes over once it is filled. False when it never occurred.</summary>
    internal bool AskFor(string property)
    {
        if (_live is not { } live || !live.Choice.HasSeen(property)) return false;
        lock (_gate) _stores.AskFor(property);
        if (_wanted.CurrentCount == 0) _wanted.Release();
        return true;
    }

    internal void ForgetNames(ContactsInText person) => _live?.Choice.Forget(person);

    /// <summary>Erases a customer from every answer, at once; what stands in the store's names goes when the next store takes its place.</summary>
    internal async Task Erase(int customer, CancellationToken ct)
    {
        lock (_gate)
        {
            _live?.Store.Erase(customer);
            _next?.Store.Erase(customer);
        }
        var removals = journal.Removals;
        while (_live is { } live && live.FilledFor.Removals < removals)
        {
            if (_wanted.CurrentCount == 0) _wanted.Release();
            await Task.Delay(Round / 5, ct);
        }
    }

    public void Dispose()
    {
        _live?.Dispose();
        _next?.Dispose();
        _wanted.Dispose();
        _stop.Dispose();
    }

    private double Share(long position) => journal.Head == 0 ? 1 : Math.Clamp((double)position / journal.Head, 0, 1);

    // Everything that is not taking in the next interactions: other rules, compaction, saving.
    private async Task Upkeep(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await _wanted.WaitAsync(Round, stop);
                LearnOwners();
                if (Answering is not { } store) continue;
                if (_stores.IsOutdated(_live!)) FillBeside(stop);
                else if (store.ShouldCompact) store.Compact(0, stop);
                else if (store.Position - _saved >= SaveAfter) Save(_live!);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested) { }
            catch (Exception e) // The disk is full, say: the store in use goes on answering, and it is tried again.
            {
                log.LogError(e, "The journey index could not be updated; retrying.");
                await Task.Delay(TimeSpan.FromSeconds(10), stop).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }
    }

    private void Save(JourneyFill fill) => _saved = _stores.Save(fill);

    private void FillBeside(CancellationToken stop)
    {
        var next = _next = _stores.Begin(_live!.Number + 1, _live, use: false);
        try
        {
            while (_stores.CatchUp(next, Position, BatchSize, BatchBytes))
            {
                stop.ThrowIfCancellationRequested();
                next.CompactOnTheWay(stop);
            }
            if (next.Store.FreshRows > 0) next.Store.Compact(0, stop);
            JourneyFill old;
            lock (_gate)
            {
                while (_stores.CatchUp(next, _live.Position, BatchSize, BatchBytes)) { }
                next.LearnOwners();
                Save(next);
                (old, _live, _next) = (_live, next, null);
                _stores.Use(next);
            }
            old.Dispose();
        }
        catch
        {
            _next = null;
            next.Dispose();
            throw;
        }
    }
}
