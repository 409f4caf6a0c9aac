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
    private const int BehindAtStart = 50_000, SaveAfter = 200_000, SmallJournal = 200_000;
    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(250), BetweenChoices = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly IndexFolder _files = new(Path.Combine(folder.Root, "journey-index"));
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _wanted = new(0, 1);
    private volatile JourneyFill? _live, _next;
    private Task _upkeep = Task.CompletedTask;
    private volatile IReadOnlyList<string> _askedFor = [];
    private long _target = long.MaxValue, _saved, _chosenAt;

    public override string Name => "journeys";
    public override int BatchSize => 16_384;

    /// <summary>It must be known whose the identities are before their interactions are taken in.</summary>
    public override long Limit => owners.Position;

    /// <summary>The store that answers; null while it is not filled.</summary>
    internal JourneyStore? Answering => _live is { } live && live.Position >= _target ? live.Store : null;

    /// <summary>How much of the journal the store that is being filled, or is about to be, has taken in, 0 to 1; null when the one that
    /// answers is up to date.</summary>
    public double? Building =>
        Answering is null ? Share(_live?.Position ?? 0) : _next is { } next ? Share(next.Position) : IsOutdated(_live!) ? 0 : null;

    /// <summary>Properties that occur and have no column yet; a question about one gives it a column.</summary>
    internal IEnumerable<string> SeenWithoutColumn => _live is { } live ? live.Choice.Seen.Keys.Except(live.FilledFor.Properties) : [];

    public override void Open(long head)
    {
        _live ??= OpenCurrent(head) ?? Begin(_files.Current + 1, use: true);
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
            _live = Begin(Math.Max(_files.Current, old?.Number ?? 0) + 1, use: true);
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
        lock (_gate) _askedFor = [property, .. _askedFor.Where(p => p != property).Take(PropertyChoice.Most - 1)];
        if (_wanted.CurrentCount == 0) _wanted.Release();
        return true;
    }

    /// <summary>Erases a customer from every answer, at once. What they said stands in the store's names, too, and is off the disk when the
    /// next store takes its place.</summary>
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

    private JourneyFill? OpenCurrent(long head)
    {
        if (_files.Current is not (> 0 and var number) || _files.ReadFilledFor(number) is not { } filledFor) return null;
        try
        {
            var store = _files.Open(number, filledFor);
            _askedFor = filledFor.AskedFor;
            if (store.Position <= head)
                return new JourneyFill(store, filledFor, touchpoints.Now, owners, PropertyChoice.Continue(_files.ReadSeen(number)), number);
            store.Dispose();
            log.LogWarning("The journey index is ahead of the journal, which was put back from a backup; it is filled again.");
        }
        catch (JourneyStoreDamagedException e)
        {
            log.LogError(e, "The journey index is damaged and filled again from the journal.");
        }
        return null;
    }

    private JourneyFill Begin(int number, bool use)
    {
        var (book, askedFor) = (touchpoints.Now, _askedFor);
        var choice = _live is { } live ? PropertyChoice.Continue(live.Choice.Seen) : PropertyChoice.Sample(journal);
        var filledFor = new FilledFor(book.Version, journal.Removals, choice.Choose(askedFor), askedFor);
        _files.Prepare(number, filledFor);
        if (use) _files.Use(number);
        _chosenAt = Environment.TickCount64;
        return new JourneyFill(_files.Open(number, filledFor), filledFor, book, owners, choice, number);
    }

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
                if (IsOutdated(_live!)) FillBeside(stop);
                else if (store.ShouldCompact) store.Compact(0, stop);
                else if (store.Position - _saved >= SaveAfter) Save(_live!);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested) { }
            catch (Exception e) // The disk is full, say: the store in use goes on answering, and it is tried again.
            {
                log.LogError(e, "The journey index could not be kept up; it is tried again.");
                await Task.Delay(TimeSpan.FromSeconds(10), stop).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }
    }

    private void Save(JourneyFill fill)
    {
        fill.Store.Save();
        _files.WriteSeen(fill.Number, fill.Choice.Seen);
        _saved = fill.Position;
    }

    private bool IsOutdated(JourneyFill fill) =>
        fill.FilledFor.RulesVersion != touchpoints.Now.Version
        || fill.FilledFor.Removals != journal.Removals
        || _askedFor.Any(p => !fill.FilledFor.Properties.Contains(p))
        || (fill.HasOutgrownItsProperties && (journal.Head < SmallJournal || Environment.TickCount64 - _chosenAt > BetweenChoices.TotalMilliseconds));

    private void FillBeside(CancellationToken stop)
    {
        var next = _next = Begin(_live!.Number + 1, use: false);
        try
        {
            while (CatchUp(next, Position)) next.CompactOnTheWay(stop.IsCancellationRequested ? throw new OperationCanceledException(stop) : stop);
            if (next.Store.FreshRows > 0) next.Store.Compact(0, stop);
            JourneyFill old;
            lock (_gate)
            {
                while (CatchUp(next, _live.Position)) { }
                next.LearnOwners();
                Save(next);
                (old, _live, _next) = (_live, next, null);
                _files.Use(next.Number);
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

    private bool CatchUp(JourneyFill next, long until)
    {
        if (next.Position >= until) return false;
        var entries = journal.Read(next.Position, BatchSize, BatchBytes);
        if (entries.Count > 0 && entries[^1].Position > until) entries = [.. entries.TakeWhile(e => e.Position <= until)];
        if (entries.Count == 0) next.Store.Advance(until);
        else next.Take(entries);
        return next.Position < until;
    }
}
