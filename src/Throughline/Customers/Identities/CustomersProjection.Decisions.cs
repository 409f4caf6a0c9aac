using Throughline.Contracts;
using Throughline.Platform.Journal;
using Throughline.Platform.Security.Audit;

namespace Throughline.Customers.Identities;

/// <summary>What became of a decision.</summary>
public abstract record Ruling
{
    /// <param name="Customer">Who has the older number now.</param>
    /// <param name="Other">Who stands apart from them now; null when they are one.</param>
    public sealed record Made(int Decision, CustomerId Customer, CustomerId? Other) : Ruling;

    /// <summary>It would change nothing.</summary>
    public sealed record Nothing : Ruling;

    /// <summary>It was taken back before, or cannot be.</summary>
    public sealed record NotToUndo : Ruling;

    public sealed record NoSuchDecision : Ruling;

    /// <summary>The customers are being built again and earlier decisions are still to come.</summary>
    public sealed record Later : Ruling;
}

/// <summary>Carries out what colleagues decide: at once, on the projection's own thread, and on a rebuild after the same journal position.</summary>
public sealed partial class CustomersProjection
{
    private readonly Queue<IdentityDecision> _decided = [];
    private long _changes;

    /// <summary>Rises when the customers change though no interaction came: a colleague decided, or somebody was erased.</summary>
    public long Changes => Volatile.Read(ref _changes);

    /// <summary>Writes the decision down, carries it out and puts it on record, in one transaction.</summary>
    public Task<Ruling> Decide(IdentityDecision decision, Func<Ruling.Made, AuditEntry> record) => Between(() => Rule(decision, record));

    private Ruling Rule(IdentityDecision asked, Func<Ruling.Made, AuditEntry> record)
    {
        if (_book is null) Open(journal.Head);
        if (_decided.Count > 0) return new Ruling.Later();
        var decision = asked with { Id = _tables!.NextDecision(), Position = Position };
        if (asked is { Kind: DecisionKind.Undo, Undoes: { } undone })
        {
            if (_tables.FindDecision(undone) is not { } former) return new Ruling.NoSuchDecision();
            if (former.Kind == DecisionKind.Undo || _tables.IsUndone(undone)) return new Ruling.NotToUndo();
            decision = decision with { CustomerId = former.CustomerId, OtherId = former.OtherId };
        }
        else if (Complete(decision) is { } complete) decision = complete;
        else return new Ruling.Nothing();
        if (Write(decision, record) is { } made) return made;
        return decision.Kind == DecisionKind.Undo ? new Ruling.NotToUndo() : new Ruling.Nothing();
    }

    // The survivor's number first, as it is when the decision is made; what had suggested a joining is noted, so that undoing brings it back.
    private IdentityDecision? Complete(IdentityDecision asked)
    {
        if (asked.Kind == DecisionKind.Split)
        {
            var customer = _book!.IsSeen(asked.Identities[0]) ? _book.CustomerOf(asked.Identities[0]) : 0;
            if (customer == 0 || asked.Identities.Any(i => !_book.IsSeen(i) || _book.CustomerOf(i) != customer)) return null;
            // One identity of each side, so that the decision is found from both.
            var staying = _tables!.IdentitiesOf(customer).Except(asked.Identities).Order().FirstOrDefault();
            return staying == 0 ? null : asked with { CustomerId = customer, OtherId = asked.Identities.Contains(customer) ? staying : asked.Identities.Min() };
        }
        if (!_book!.IsSeen(asked.CustomerId) || !_book.IsSeen(asked.OtherId)) return null;
        var (one, other) = (_book.CustomerOf(asked.CustomerId), _book.CustomerOf(asked.OtherId));
        if (one == other || asked.Kind == DecisionKind.KeepApart && _tables!.FindSuggestion(one, other) is not { Decision: null }) return null;
        return asked with
        { CustomerId = Math.Min(one, other), OtherId = Math.Max(one, other),
            Evidence = _tables!.FindSuggestion(one, other) is { Decision: null } open ? open.Evidence : null
        };
    }

    /// <summary>Null when there is nothing to change.</summary>
    private Ruling.Made? Write(IdentityDecision decision, Func<Ruling.Made, AuditEntry> record)
    {
        _renamed.Clear();
        _newcomers.Clear();
        // Nobody sends a decision again after the power was lost, as the journal does with interactions.
        _tables!.Run("pragma synchronous=full");
        _tables.Run("begin immediate");
        try
        {
            _tables.AddDecision(decision);
            if (!CarryOut(decision))
            {
                _tables.Run("rollback");
                return null;
            }
            foreach (var customer in _renamed) Rename(customer);
            var made = new Ruling.Made(decision.Id, Lower(decision), Higher(decision));
            AuditByHand.Add(_tables.Connection, record(made), decision.At);
            _tables.DecisionCheckpoint = decision.Id;
            _tables.Run("commit");
            owners.Saved(Position);
            Interlocked.Increment(ref _changes);
            foreach (var topic in _renamed) live.Publish($"customer:{topic}");
            return made;
        }
        catch
        {
            _book = null;
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
            CarryOut(_decided.Dequeue());
            _tables!.DecisionCheckpoint = next.Id;
        }
    }

    /// <summary>False, with nothing changed, when there is nothing to change (any more).</summary>
    private bool CarryOut(IdentityDecision decision) => decision.Kind switch
    {
        DecisionKind.Join => JoinByHand(decision),
        DecisionKind.Split => SplitByHand(decision),
        DecisionKind.KeepApart => KeepApart(decision),
        DecisionKind.Undo => _tables!.FindDecision(decision.Undoes!.Value) is { } former && former.Kind switch
        {
            DecisionKind.Join => UndoJoin(former, decision),
            DecisionKind.Split => UndoSplit(former, decision),
            DecisionKind.KeepApart => _tables.LetJoin(former.Id),
            DecisionKind.Undo => false,
        },
    };

    // A statement of our own server, made since, is newer than the colleague's word; what only came together again is not.
    private bool IsKeptApart(JournalEntry entry, int one, int other) =>
        !(entry.Kind == InteractionKind.Alias && !JoinGuard.IsByClient(entry.Channel))
        && _tables!.FindSuggestion(_book!.CustomerOf(one), _book.CustomerOf(other)) is { Decision: not null };

    private CustomerId Lower(IdentityDecision decision) => new(_book!.CustomerOf(decision.CustomerId));

    private CustomerId? Higher(IdentityDecision decision)
    {
        var customer = _book!.CustomerOf(decision.CustomerId);
        return _book.CustomerOf(decision.OtherId) is var other && other != customer ? new CustomerId(other) : null;
    }
}
