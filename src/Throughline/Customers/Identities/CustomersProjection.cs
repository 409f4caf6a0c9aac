using Throughline.Contracts;
using Throughline.Platform.Journal;
using Throughline.Platform.Live;
using Throughline.Platform.Projections;
using Throughline.Platform.Storage;

namespace Throughline.Customers.Identities;

/// <summary>Who is who: makes customers of identities, joins them under the guards, and keeps what is known of each.</summary>
public sealed partial class CustomersProjection(DataFolder folder, IJournal journal, IdentityOwners owners, LiveTopics live) : Projection, IDisposable
{
    private readonly HashSet<int> _renamed = [];
    private readonly HashSet<string> _kinds = [];
    private readonly Newcomers _newcomers = new();
    private CustomerTables? _tables;
    private IdentityBook? _book;
    private IReadOnlyDictionary<int, Identity> _unseen = new Dictionary<int, Identity>();

    public override string Name => "customers";
    public override int BatchSize => 8_192;

    public override void Open(long head)
    {
        _tables ??= new CustomerTables(folder.Database);
        if (_tables.Checkpoint > head) Forget();
        _book = IdentityBook.Load(_tables.Connection);
        _kinds.Clear();
        Position = _tables.Checkpoint;
        owners.StartOver(_book, Position);
        LoadDecisions(head);
    }

    public override void Apply(IReadOnlyList<JournalEntry> entries) => TakeIn(entries, entries[^1].Position);

    // What was decided there is carried out all the same.
    public override void PassOver(long position) => TakeIn([], position);

    private void TakeIn(IReadOnlyList<JournalEntry> entries, long until)
    {
        // After a failure the book in memory is ahead of the tables.
        if (_book is null) Open(journal.Head);
        _unseen = journal.Identities([.. entries.SelectMany(e => e.Others.Prepend(e.Identity)).Where(i => !_book!.IsSeen(i)).Distinct()]);
        _renamed.Clear();
        _newcomers.Clear();
        _tables!.Run("begin immediate");
        try
        {
            foreach (var entry in entries)
            {
                CarryOutBefore(entry.Position);
                Take(entry);
            }
            CarryOutBefore(until + 1);
            foreach (var customer in _newcomers.All) Settle(customer);
            foreach (var customer in _renamed) Rename(customer);
            _tables.Checkpoint = until;
            _tables.Run("commit");
        }
        catch
        {
            _book = null;
            _tables.Run("rollback");
            throw;
        }
        Position = until;
        owners.Saved(Position);
        Announce(entries);
    }

    public override void Reset()
    {
        Forget();
        _book = new IdentityBook();
        _kinds.Clear();
        Position = 0;
        owners.StartOver(_book, 0);
        LoadDecisions(journal.Head);
    }

    /// <summary>Forgets a customer, and what others stated with the customer's addresses. On this projection's thread.</summary>
    public void Erase(WholeCustomer customer)
    {
        if (_book is null) Open(journal.Head);
        _tables!.Run("begin immediate");
        try
        {
            foreach (var other in ErasedFromTables.Erase(_tables, customer)) Rename(other);
            _tables.Run("commit");
        }
        catch
        {
            _tables.Run("rollback");
            throw;
        }
        _book!.Leave(customer.Id.Value, customer.Identities.Keys);
        Interlocked.Increment(ref _changes);
    }

    /// <summary>Does something with the tables, on this projection's thread.</summary>
    internal T With<T>(Func<CustomerTables, T> act) => act(_tables!);

    public override void Close() => Dispose();

    public void Dispose()
    {
        _tables?.Dispose();
        _tables = null;
    }

    private void Take(JournalEntry entry)
    {
        if (!_book!.IsSeen(entry.Identity)) Meet(entry);
        foreach (var other in entry.Others) Connect(entry, other);
        var customer = _book.CustomerOf(entry.Identity);
        if (_book.Touch(customer, entry.At) && !_newcomers.Touch(customer, entry.At)) _tables!.Touch(customer, entry.At);
        if (entry.Kind == InteractionKind.Identify) TakeTraits(entry, customer);
    }

    // Somebody new, unless one of the other identities is somebody we know: the older customer number survives.
    private void Meet(JournalEntry entry)
    {
        var identity = _unseen[entry.Identity];
        var side = NewSide(identity, entry);
        foreach (var other in entry.Others)
        {
            if (!_book!.IsSeen(other)
                || JoinGuard.Judge(side, _book.SideOf(other), JoinGuard.IsByClient(entry.Channel), explicitly: false) != JoinVerdict.Join) continue;
            Attach(entry, entry.Identity, _book.CustomerOf(other), other);
            return;
        }
        Found(entry, entry.Identity);
    }

    private void Connect(JournalEntry entry, int other)
    {
        var (book, one) = (_book!, entry.Identity);
        var isNew = !book.IsSeen(other);
        if (isNew && entry.Kind == InteractionKind.Alias && _unseen[other].Kind == Identity.UserId) return; // The call meant the other kind of id.
        if (!isNew && book.CustomerOf(one) == book.CustomerOf(other)) return;
        var side = isNew ? NewSide(_unseen[other], entry) : book.SideOf(other);
        var verdict = JoinGuard.Judge(book.SideOf(one), side, JoinGuard.IsByClient(entry.Channel), entry.Kind == InteractionKind.Alias);
        if (!isNew && verdict == JoinVerdict.Join && IsKeptApart(entry, one, other)) return;
        switch (verdict)
        {
            case JoinVerdict.Join when isNew:
                Attach(entry, other, book.CustomerOf(one), one);
                break;
            case JoinVerdict.Join:
                Merge(entry, one, other);
                break;
            case JoinVerdict.Suggest:
                if (isNew) Found(entry, other);
                Suggest(entry, one, other);
                break;
            case JoinVerdict.LeaveApart:
                if (isNew) Found(entry, other);
                break;
            default:
                throw new InvalidOperationException("An unknown verdict.");
        }
    }

    private static JoinGuard.Side NewSide(Identity identity, JournalEntry entry) =>
        new(identity.Kind == Identity.UserId, IsKnown: false, JoinGuard.IsDevice(identity.Kind, entry.Channel));

    private void Found(JournalEntry entry, int identity)
    {
        _newcomers.Meet(identity, entry.At);
        Enter(entry, identity, identity, Why(entry));
    }

    private void Attach(JournalEntry entry, int identity, int customer, int evidence)
    {
        Enter(entry, identity, customer, Why(entry));
        Link(entry, identity, evidence);
    }

    private void Enter(JournalEntry entry, int identity, int customer, string why)
    {
        var known = _unseen[identity];
        var isShared = JoinGuard.IsDevice(known.Kind, entry.Channel);
        _tables!.AddIdentity(identity, customer, known, isShared, entry.At, why, entry.Position);
        _book!.Enter(identity, known.Kind, isShared, customer);
        if (_kinds.Add(known.Kind)) _tables.AddKind(known.Kind);
        if (_newcomers.Find(customer) is { } newcomer) newcomer.Identities.Add(known);
        else if (known.Kind != Identity.AnonymousId) _renamed.Add(customer);
    }

    private void Merge(JournalEntry entry, int one, int other)
    {
        var (a, b) = (_book!.CustomerOf(one), _book.CustomerOf(other));
        Unite(Math.Min(a, b), Math.Max(a, b));
        Link(entry, one, other);
    }

    private void Unite(int into, int from)
    {
        Settle(from);
        Settle(into);
        _book!.Move(_tables!.IdentitiesOf(from), into);
        _tables.Merge(from, into);
        _renamed.Remove(from);
        _renamed.Add(into);
    }

    private void Suggest(JournalEntry entry, int one, int other)
    {
        var isNew = _tables!.AddSuggestion(_book!.CustomerOf(one), _book.CustomerOf(other), Why(entry), entry.Position, entry.At);
        if (!isNew || _book.IsUserId(other) || _book.Refuse(other) < JoinGuard.SharedAfterRefusals) return;
        _book.Share(other);
        _tables.Share(other);
    }

    private void Link(JournalEntry entry, int identity, int other) =>
        _tables!.AddLink(identity, other, Why(entry), entry.Kind is InteractionKind.Identify or InteractionKind.Alias ? 1 : 0.9, entry.Position, entry.At);

    private void Forget()
    {
        _tables!.Run("begin immediate");
        foreach (var table in (string[])["customers", "identities", "kinds", "links", "traits", "overlaid", "aliases", "suggestions"])
            _tables.Run($"delete from customers_{table}");
        _tables.Run("insert into customers_search (customers_search) values ('delete-all')");
        _tables.Checkpoint = _tables.DecisionCheckpoint = 0;
        _tables.Run("commit");
    }

    private void Announce(IReadOnlyList<JournalEntry> entries)
    {
        if (live.NobodyListens) return;
        foreach (var customer in entries.Select(e => _book!.CustomerOf(e.Identity)).Distinct()) live.Publish($"customer:{customer}");
        live.Publish("journal");
    }

    private static string Why(JournalEntry entry) => entry.Kind switch
    {
        InteractionKind.Identify => "identify",
        InteractionKind.Alias => "alias",
        InteractionKind.Track or InteractionKind.Page or InteractionKind.Screen or InteractionKind.Group => "seen together",
    };
}
