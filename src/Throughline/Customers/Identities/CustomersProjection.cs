using Throughline.Contracts;
using Throughline.Platform.Journal;
using Throughline.Platform.Live;
using Throughline.Platform.Projections;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Storage;

namespace Throughline.Customers.Identities;

/// <summary>Who is who: makes customers of identities, joins them under the guards, and keeps what is known of each. What colleagues decide
/// is carried out at once, and on a rebuild after the same journal position.</summary>
public sealed class CustomersProjection(DataFolder folder, IJournal journal, IdentityOwners owners, LiveTopics live) : Projection, IDisposable
{
    private readonly Queue<IdentityDecision> _decided = [];
    private CustomerTables? _tables;
    private CustomerLedger? _ledger;
    private Meeting? _meeting;
    private HandDecisions? _hand;
    private long _changes;

    public override string Name => "customers";
    public override int BatchSize => 8_192;

    /// <summary>Rises when the customers change though no interaction came: a colleague decided, or somebody was erased.</summary>
    public long Changes => Volatile.Read(ref _changes);

    public override void Open(long head)
    {
        _tables ??= new CustomerTables(folder.Database);
        if (_tables.Checkpoint > head) _tables.Forget();
        StartOver(IdentityBook.Load(_tables.Connection), _tables.Checkpoint, head);
    }

    public override void Apply(IReadOnlyList<JournalEntry> entries) => TakeIn(entries, entries[^1].Position);

    // What was decided there is carried out all the same.
    public override void PassOver(long position) => TakeIn([], position);

    private void TakeIn(IReadOnlyList<JournalEntry> entries, long until)
    {
        // After a failure the book in memory is ahead of the tables.
        if (_ledger is null) Open(journal.Head);
        _meeting!.Begin(entries, journal);
        _ledger!.Begin();
        _tables!.Run("begin immediate");
        try
        {
            foreach (var entry in entries)
            {
                CarryOutBefore(entry.Position);
                _meeting.Take(entry);
            }
            CarryOutBefore(until + 1);
            _ledger.Finish();
            _tables.Checkpoint = until;
            _tables.Run("commit");
        }
        catch
        {
            _ledger = null;
            _tables.Run("rollback");
            throw;
        }
        Position = until;
        owners.Saved(Position);
        Announce(entries);
    }

    public override void Reset()
    {
        _tables!.Forget();
        StartOver(new IdentityBook(), 0, journal.Head);
    }

    /// <summary>Forgets a customer, and decides anew about whoever had to do with them, as a rebuild would; false when they are too many for it.</summary>
    public bool Erase(WholeCustomer customer, ErasureTraces traces, Func<IReadOnlyCollection<int>, IEnumerable<long>> placesOf)
    {
        if (_ledger is null) Open(journal.Head);
        // While everything is built again, what was read before the erasure may stand in it.
        var around = _decided.Count > 0 ? null : Surroundings.Of(_tables!, journal, customer, traces);
        _tables!.Run("begin immediate");
        try
        {
            ErasedFromTables.Erase(_tables, customer);
            _ledger!.Book.Leave(customer.Id.Value, customer.Identities.Keys);
            var isWhole = around is not null && new DecideAnew(_ledger, _meeting!, _hand!, journal).About(around, traces.Met, placesOf, Position);
            _tables.Run("commit");
            Interlocked.Increment(ref _changes);
            owners.Saved(Position);
            return isWhole;
        }
        catch
        {
            _ledger = null;
            _tables.Run("rollback");
            throw;
        }
    }

    /// <summary>Does something with the tables, on this projection's thread.</summary>
    internal T With<T>(Func<CustomerTables, T> act) => act(_tables!);

    public override void Close() => Dispose();

    public void Dispose()
    {
        _tables?.Dispose();
        _tables = null;
    }

    private void StartOver(IdentityBook book, long position, long head)
    {
        _ledger = new CustomerLedger(_tables!, book);
        (_meeting, _hand) = (new Meeting(_ledger), new HandDecisions(_ledger, journal));
        Position = position;
        owners.StartOver(book, position);
        LoadDecisions(head);
    }

    private void Announce(IReadOnlyList<JournalEntry> entries)
    {
        if (live.NobodyListens) return;
        foreach (var customer in entries.Select(e => _ledger!.Book.CustomerOf(e.Identity)).Distinct()) live.Publish($"customer:{customer}");
        live.Publish("journal");
    }

    /// <summary>Writes the decision down, carries it out and puts it on record, in one transaction.</summary>
    public Task<Ruling> Decide(IdentityDecision decision, Func<Ruling.Made, AuditEntry> record) => Between(() => Rule(decision, record));

    private Ruling Rule(IdentityDecision asked, Func<Ruling.Made, AuditEntry> record)
    {
        if (_ledger is null) Open(journal.Head);
        if (_decided.Count > 0) return new Ruling.Later();
        var decision = asked with { Id = _tables!.NextDecision(), Position = Position };
        if (asked is { Kind: DecisionKind.Undo, Undoes: { } undone })
        {
            if (_tables.FindDecision(undone) is not { } former) return new Ruling.NoSuchDecision();
            if (former.Kind == DecisionKind.Undo || _tables.IsUndone(undone)) return new Ruling.NotToUndo();
            decision = decision with { CustomerId = former.CustomerId, OtherId = former.OtherId };
        }
        else if (_hand!.Complete(decision) is { } complete) decision = complete;
        else return new Ruling.Nothing();
        if (Write(decision, record) is { } made) return made;
        return decision.Kind == DecisionKind.Undo ? new Ruling.NotToUndo() : new Ruling.Nothing();
    }

    /// <summary>Null when there is nothing to change.</summary>
    private Ruling.Made? Write(IdentityDecision decision, Func<Ruling.Made, AuditEntry> record)
    {
        _ledger!.Begin();
        // Nobody sends a decision again after the power was lost, as the journal does with interactions.
        _tables!.Run("pragma synchronous=full");
        _tables.Run("begin immediate");
        try
        {
            _tables.AddDecision(decision);
            if (!_hand!.CarryOut(decision))
            {
                _tables.Run("rollback");
                return null;
            }
            foreach (var customer in _ledger.Renamed) _ledger.Rename(customer);
            var made = new Ruling.Made(decision.Id, _hand.Lower(decision), _hand.Higher(decision));
            AuditByHand.Add(_tables.Connection, record(made), decision.At);
            _tables.DecisionCheckpoint = decision.Id;
            _tables.Run("commit");
            owners.Saved(Position);
            Interlocked.Increment(ref _changes);
            foreach (var topic in _ledger.Renamed) live.Publish($"customer:{topic}");
            return made;
        }
        catch
        {
            _ledger = null;
            _tables.Run("rollback");
            throw;
        }
        finally
        {
            _tables.Run("pragma synchronous=normal");
        }
    }

    private void LoadDecisions(long head)
    {
        _decided.Clear();
        // A journal that was put back from a backup may end before a decision was made.
        foreach (var decision in _tables!.DecisionsAfter(_tables.DecisionCheckpoint))
            _decided.Enqueue(decision with { Position = Math.Min(decision.Position, head) });
    }

    private void CarryOutBefore(long position)
    {
        while (_decided.TryPeek(out var next) && next.Position < position)
        {
            _hand!.CarryOut(_decided.Dequeue());
            _tables!.DecisionCheckpoint = next.Id;
        }
    }
}
