namespace Throughline.JourneyEngine;

/// <summary>
/// A segment, and which of its customers can no longer be read from it alone: the <em>touched</em> ones. The invariant
/// that readers rely on: a slot is dirty in a snapshot exactly when all its identities are in the snapshot's part of
/// the touched list.
/// </summary>
internal sealed unsafe class Layer
{
    private const int Never = int.MaxValue;
    private readonly int[] _slotOf;
    private readonly int[] _dirtySince;
    private readonly Paged<bool> _isTouched = new();
    private volatile int[] _ordered = [];

    public readonly BaseSegment Segment;
    public readonly Paged<int> Touched = new();

    public Layer(BaseSegment segment)
    {
        Segment = segment;
        var most = -1;
        for (long i = 0; i < segment.Header.Identities; i++) most = Math.Max(most, segment.Identities[i]);
        // Not cleared by the collector, which would stop all threads for it.
        _slotOf = GC.AllocateUninitializedArray<int>(most + 1);
        Array.Fill(_slotOf, -1);
        for (var slot = 0; slot < segment.Slots; slot++)
            foreach (var identity in segment.IdentitiesOfSlot(slot)) _slotOf[identity] = slot;
        _dirtySince = GC.AllocateUninitializedArray<int>(segment.Slots);
        Array.Fill(_dirtySince, Never);
    }

    public int TouchedCount { get; private set; }

    /// <summary>For each slot, how long the touched list was when the slot's rows stopped being the whole truth.</summary>
    public ReadOnlySpan<int> DirtySince => _dirtySince;

    public int SlotOf(int identity) => identity < _slotOf.Length ? _slotOf[identity] : -1;

    /// <summary>
    /// The first touched identities in ascending order, as many as are worth it, so that readers walk through the base
    /// in one direction. The others of a snapshot follow in the touched list from that number on.
    /// </summary>
    public int[] OrderedTouched(int touchedCount)
    {
        var ordered = _ordered;
        if (ordered.Length > touchedCount) return [];
        if (touchedCount - ordered.Length <= Math.Max(2048, ordered.Length / 8)) return ordered;
        ordered = new int[touchedCount];
        for (var i = 0; i < touchedCount; i++) ordered[i] = Touched.At(i);
        Array.Sort(ordered);
        _ordered = ordered;
        return ordered;
    }

    /// <summary>Notes that an identity must be read through the overlay, and with it all that share its slot; false when it was noted
    /// before. For the writer only.</summary>
    public bool Touch(int identity)
    {
        ref var touched = ref _isTouched.Slot(identity);
        if (touched) return false;
        var before = TouchedCount;
        touched = true;
        Touched.Slot(TouchedCount++) = identity;
        var slot = SlotOf(identity);
        if (slot < 0 || _dirtySince[slot] != Never) return true;
        Volatile.Write(ref _dirtySince[slot], before);
        foreach (var other in Segment.IdentitiesOfSlot(slot))
        {
            ref var otherTouched = ref _isTouched.Slot(other);
            if (otherTouched) continue;
            otherTouched = true;
            Touched.Slot(TouchedCount++) = other;
        }
        return true;
    }
}
