using Microsoft.Data.Sqlite;
using Throughline.Contracts;
using Throughline.Platform.Storage;

namespace Throughline.Customers.Identities;

/// <summary>
/// Whose each identity is, in memory: identities are numbered without gaps, so this is one array and a look-up is one read.
/// A customer has the number of its first identity, and its own facts stand in that place.
/// </summary>
internal sealed class IdentityBook
{
    private readonly List<(int Identity, int Customer)> _moves = [];
    private Slot[] _slots = new Slot[1024];

    public int Highest { get; private set; }

    /// <summary>How often an identity went from one customer to another since the book was opened.</summary>
    public int Moves { get; private set; }

    public bool IsSeen(int identity)
    {
        var slots = _slots; // Others ask while it grows.
        return identity < slots.Length && slots[identity].Customer != 0;
    }

    public int CustomerOf(int identity) => _slots[identity].Customer;

    public bool IsUserId(int identity) => _slots[identity].IsUserId;

    /// <summary>An address, a number, an id: more than a browser or device.</summary>
    public bool IsStrong(int identity) => _slots[identity].IsStrong;

    public JoinGuard.Side SideOf(int identity)
    {
        ref var customer = ref _slots[_slots[identity].Customer];
        return new JoinGuard.Side(customer.HasUserId, customer.IsKnown, _slots[identity].IsShared);
    }

    public void Enter(int identity, string kind, bool isShared, int customer)
    {
        // Either may be the higher number: an address is numbered before the user id that it came with.
        var highest = Math.Max(identity, customer);
        Highest = Math.Max(Highest, highest);
        if (highest >= _slots.Length) Array.Resize(ref _slots, Math.Max(highest + 1, _slots.Length * 2));
        ref var slot = ref _slots[identity];
        (slot.Customer, slot.IsShared, slot.IsUserId) = (customer, isShared, kind == Identity.UserId);
        slot.IsStrong = kind != Identity.AnonymousId && !isShared;
        if (slot.IsUserId) _slots[customer].HasUserId = true;
        if (slot.IsStrong) _slots[customer].IsKnown = true;
    }

    /// <summary>Moves identities to another customer.</summary>
    public void Move(IEnumerable<int> identities, int to)
    {
        foreach (var identity in identities)
        {
            ref var slot = ref _slots[identity];
            slot.Customer = to;
            lock (_moves) _moves.Add((identity, to));
            Moves++;
            if (slot.IsUserId) _slots[to].HasUserId = true;
            if (slot.IsStrong) _slots[to].IsKnown = true;
        }
    }

    /// <summary>The moves from one count to another, in order. Asked by other threads.</summary>
    public IReadOnlyList<(int Identity, int Customer)> MovesBetween(int from, int to)
    {
        lock (_moves) return to <= from ? [] : _moves[from..to];
    }

    /// <summary>Nobody has these identities any more.</summary>
    public void Leave(int customer, IEnumerable<int> identities)
    {
        foreach (var identity in identities.Append(customer))
            if (identity < _slots.Length && (_slots[identity].Customer == customer || !IsSeen(identity))) _slots[identity] = default;
    }

    /// <summary>As if these identities had never been met.</summary>
    public void TakeOut(IEnumerable<int> identities)
    {
        foreach (var identity in identities) if (identity < _slots.Length) _slots[identity] = default;
    }

    /// <summary>Learns a customer anew from the identities that are theirs now; they may be more or fewer than before.</summary>
    public void Recount(int customer, IReadOnlyCollection<int> identities, long firstSeen, long lastSeen)
    {
        ref var slot = ref _slots[customer];
        (slot.HasUserId, slot.IsKnown, slot.FirstSecond, slot.LastHour) = (false, false, 0, 0);
        foreach (var identity in identities)
        {
            slot.HasUserId |= _slots[identity].IsUserId;
            slot.IsKnown |= _slots[identity].IsStrong;
        }
        Touch(customer, firstSeen);
        Touch(customer, lastSeen);
    }

    public bool IsKnown(int customer) => _slots[customer].IsKnown;

    public void Share(int identity) => _slots[identity].IsShared = true;

    /// <summary>Counts one more customer that this identity was refused to; returns how many.</summary>
    public int Refuse(int identity) => ++_slots[identity].Refusals;

    /// <summary>Whether a time lies outside of what is noted of a customer (to the hour at the end), and if so notes it.</summary>
    public bool Touch(int customer, long microseconds)
    {
        ref var slot = ref _slots[customer];
        var (second, hour) = (microseconds / 1_000_000, (int)(microseconds / 3_600_000_000));
        var changed = false;
        if (slot.FirstSecond == 0 || second + 1 < slot.FirstSecond) (slot.FirstSecond, changed) = (second + 1, true); // One more, so that 0 means none.
        if (hour + 1 > slot.LastHour) (slot.LastHour, changed) = (hour + 1, true);
        return changed;
    }

    public static IdentityBook Load(SqliteConnection connection)
    {
        var book = new IdentityBook();
        using var identities = new Statement(connection, "select id, customer_id, kind, is_shared, refusals from customers_identities");
        while (identities.Step())
        {
            book.Enter(identities.Int32(0), identities.Text(2), identities.Int32(3) != 0, identities.Int32(1));
            book._slots[identities.Int32(0)].Refusals = identities.Int32(4);
        }
        using var customers = new Statement(connection, "select id, first_seen, last_seen from customers_customers");
        while (customers.Step())
        {
            book.Touch(customers.Int32(0), customers.Int64(1));
            book.Touch(customers.Int32(0), customers.Int64(2));
        }
        return book;
    }

    private struct Slot
    {
        public long FirstSecond;
        public int Customer, LastHour, Refusals;
        public bool IsShared, IsUserId, IsStrong, HasUserId, IsKnown;
    }
}
