namespace Throughline.JourneyEngine;

/// <summary>
/// A base segment and everything that came after it. All parts only ever grow, and a <see cref="Snapshot"/> is a set of
/// lengths, so that readers need no lock and the writer never waits for them. Compaction starts a new generation.
/// </summary>
internal sealed unsafe class Generation
{
    public readonly Layer BaseLayer;
    public readonly Paged<TailRow> Tail = new(cleared: false);
    public readonly Paged<int> TailProperties = new();
    public readonly int PropertyCount;
    public readonly List<Change> Changes = [];

    /// <summary>Rows by code of type and channel: in the base counted once when first asked for, in the tail as they come.</summary>
    public readonly Lazy<long[]> BaseTypes, BaseChannels;
    public readonly Paged<int> TailTypes = new(), TailChannels = new();
    private readonly Paged<int> _heads = new();
    private readonly Paged<IdentityMark> _marks = new();
    private readonly Paged<CustomerGroup> _groups = new();
    private List<int>? _touchedWhileGathering;
    private int _tailCount;

    public Generation(BaseSegment segment, int propertyCount, long position)
    {
        (BaseLayer, PropertyCount, Position) = (new Layer(segment), propertyCount, position);
        (BaseTypes, BaseChannels) = (new Lazy<long[]>(() => segment.CountCodes(r => r.Type)), new Lazy<long[]>(() => segment.CountCodes(r => r.Channel)));
    }

    public BaseSegment Base => BaseLayer.Segment;

    /// <summary>Touched customers put together anew in memory, as they were a while ago; null when there were none yet.</summary>
    public Layer? Gathered { get; private set; }

    /// <summary>The last journal position taken in.</summary>
    public long Position { get; private set; }

    /// <summary>True when a fresh row has a fraction of a second.</summary>
    public bool TailHasMillis { get; private set; }

    /// <summary>The largest identity that has a fresh row; -1 for none.</summary>
    public int LargestTailIdentity { get; private set; } = -1;

    /// <summary>The state as of now. Called by the writer after each batch.</summary>
    public Snapshot Now() => new(this, Gathered, _tailCount, BaseLayer.TouchedCount, Gathered?.TouchedCount ?? 0, Changes.Count, Position);

    public int SlotOf(int identity) => BaseLayer.SlotOf(identity);

    /// <summary>The newest fresh row of an identity in a snapshot, as index + 1; 0 for none.</summary>
    public int Head(int identity, int tailCount)
    {
        var head = _heads.Get(identity);
        while (head > tailCount) head = Tail.At(head - 1).Previous;
        return head;
    }

    public IdentityMark? Mark(int identity, int version)
    {
        var mark = _marks.Get(identity);
        while (mark is not null && mark.Since >= version) mark = mark.Previous;
        return mark;
    }

    public int CustomerOf(int identity, int version)
    {
        if (Mark(identity, version) is { } mark) return mark.Customer;
        var slot = SlotOf(identity);
        return slot >= 0 ? Base.SlotCustomer[slot] : identity;
    }

    /// <summary>The identities of a customer, ascending. <paramref name="single"/> lends the memory for a customer of one; an identity of
    /// the customer as a hint saves a search.</summary>
    public ReadOnlySpan<int> MembersOf(int customer, int version, ref int single, int hint = -1)
    {
        var group = _groups.Get(customer);
        while (group is not null && group.Since >= version) group = group.Previous;
        if (group is not null) return group.Identities;
        if (hint >= 0 && SlotOf(hint) is >= 0 and var own && Base.SlotCustomer[own] == customer) return Base.IdentitiesOfSlot(own);
        if (Base.FindSlot(customer) is >= 0 and var slot) return Base.IdentitiesOfSlot(slot);
        if (CustomerOf(customer, version) != customer) return [];
        single = customer;
        return System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpan(ref single, 1);
    }

    /// <summary>Tells that a row of an identity will soon be taken in.</summary>
    public void Expect(int identity) => _heads.Prefetch(identity);

    /// <summary>Takes in one row. A position already taken in is ignored.</summary>
    public void Append(in JourneyRow row, ReadOnlySpan<int> properties)
    {
        if (row.Position <= Position) return;
        var index = _tailCount;
        ref var head = ref _heads.Slot(row.Identity);
        Tail.Slot(index) = new TailRow
        {
            TimeMs = row.TimeMs, Position = row.Position, Value = row.Value, Identity = row.Identity, Previous = head,
            Type = row.Type, Channel = row.Channel, Touchpoint = row.Touchpoint, Stage = row.Stage,
        };
        for (var p = 0; p < properties.Length; p++) TailProperties.Slot((index * PropertyCount) + p) = properties[p];
        // Who has a fresh row was touched for it; only a gathered layer, which may be younger, must be told again.
        var isKnown = head != 0 && Gathered is null && _touchedWhileGathering is null;
        Volatile.Write(ref head, index + 1);
        _tailCount = index + 1;
        Position = row.Position;
        LargestTailIdentity = Math.Max(LargestTailIdentity, row.Identity);
        TailHasMillis |= row.TimeMs % 1000 != 0;
        TailTypes.Slot(row.Type)++;
        TailChannels.Slot(row.Channel)++;
        if (!isKnown) Touch(row.Identity);
    }

    /// <summary>Moves the position forward over entries that are not interactions.</summary>
    public void Skip(long position) => Position = Math.Max(Position, position);

    /// <summary>Makes an identity a member of a customer, and of no other.</summary>
    public void Link(int identity, int customer)
    {
        var version = Changes.Count + 1;
        var old = CustomerOf(identity, version);
        if (old == customer) return;
        int single = 0;
        int[] left = [.. MembersOf(old, version, ref single).ToArray().Where(i => i != identity)];
        int[] joined = [.. MembersOf(customer, version, ref single).ToArray().Append(identity).Distinct().Order()];
        var mark = Mark(identity, version);
        Remember(new Change(identity, customer, 0), new IdentityMark(customer, mark?.ErasedThrough ?? 0, Changes.Count, mark));
        _groups.Slot(old) = new CustomerGroup(left, Changes.Count - 1, _groups.Get(old));
        _groups.Slot(customer) = new CustomerGroup(joined, Changes.Count - 1, _groups.Get(customer));
        foreach (var member in left) Touch(member);
        foreach (var member in joined) Touch(member);
    }

    /// <summary>Hides every row of an identity up to a journal position.</summary>
    public void EraseIdentity(int identity, long through)
    {
        var version = Changes.Count + 1;
        var mark = Mark(identity, version);
        var customer = CustomerOf(identity, version);
        Remember(new Change(identity, -1, through), new IdentityMark(customer, Math.Max(through, mark?.ErasedThrough ?? 0), Changes.Count, mark));
        Touch(identity);
        int single = 0;
        foreach (var member in MembersOf(customer, Changes.Count, ref single)) Touch(member);
    }

    /// <summary>Repeats a change remembered from another generation.</summary>
    public void Replay(Change change)
    {
        if (change.Customer < 0) EraseIdentity(change.Identity, change.ErasedThrough);
        else Link(change.Identity, change.Customer);
    }

    private void Remember(Change change, IdentityMark mark)
    {
        Changes.Add(change);
        _marks.Slot(change.Identity) = mark;
    }

    /// <summary>From now on remembers who is touched, until <see cref="Install"/> or <see cref="StopGathering"/>.</summary>
    public Snapshot StartGathering()
    {
        _touchedWhileGathering = [];
        return Now();
    }

    public void StopGathering() => _touchedWhileGathering = null;

    /// <summary>Takes in a gathered segment made from the snapshot of the start; answers the one it replaces.</summary>
    public Layer? Install(BaseSegment segment)
    {
        var (layer, old) = (new Layer(segment), Gathered);
        foreach (var identity in _touchedWhileGathering!) TouchIn(layer, identity);
        (Gathered, _touchedWhileGathering) = (layer, null);
        return old;
    }

    private void Touch(int identity)
    {
        BaseLayer.Touch(identity);
        if (Gathered is not null) TouchIn(Gathered, identity);
        _touchedWhileGathering?.Add(identity);
    }

    /// <summary>A customer that was clean in the base when a layer was gathered is not in it, and comes with all identities.</summary>
    private void TouchIn(Layer gathered, int identity)
    {
        if (!gathered.Touch(identity) || SlotOf(identity) is not (>= 0 and var slot)) return;
        foreach (var other in Base.IdentitiesOfSlot(slot)) gathered.Touch(other);
    }
}
