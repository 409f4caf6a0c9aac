namespace Throughline.JourneyEngine;

/// <summary>Fills one chunk of a new segment after the other. One a thread.</summary>
internal sealed unsafe class ChunkFiller(
    SegmentWriter writer, NativeList<PlannedCustomer> customers, Snapshot snapshot, Widths widths, TailOrder tail) : IDisposable
{
    private const int Ahead = 8;
    private readonly Generation _generation = snapshot.Generation;
    private readonly CustomerReader _reader = new(snapshot, widths, Needs.All, tail);
    private readonly RowCopier _rows = new(new ChunkColumns(writer));

    public void Fill(int chunk)
    {
        var first = chunk * SegmentHeader.SlotsPerChunk;
        var last = Math.Min(customers.Count, first + SegmentHeader.SlotsPerChunk);
        _rows.Columns.Begin(writer.SlotRowStart[first], writer.SlotRowStart[last]);
        for (var slot = first; slot < last;)
        {
            if (slot + Ahead < last) Prefetch(customers[slot + Ahead]);
            slot = customers[slot].Source is RowSource.Base or RowSource.Gathered ? CopyRun(slot, last) : FillOne(slot);
        }
        var (least, most) = TimesOf(first, last);
        writer.Chunks[chunk] = _rows.Columns.Write() with { LeastSecond = least, MostSecond = most };
    }

    public void Dispose()
    {
        _reader.Dispose();
        _rows.Columns.Dispose();
    }

    private (uint Least, uint Most) TimesOf(int first, int last)
    {
        uint least = uint.MaxValue, most = 0;
        for (var slot = first; slot < last; slot++)
        {
            if (customers[slot].Rows == 0) continue;
            least = Math.Min(least, _rows.Columns.Seconds[writer.SlotRowStart[slot]]);
            most = Math.Max(most, _rows.Columns.Seconds[writer.SlotRowStart[slot + 1] - 1]);
        }
        return (least, most);
    }

    /// <summary>Copies clean slots that lie one behind the other in one go, as far as they share a chunk; answers the slot after them.</summary>
    private int CopyRun(int slot, int last)
    {
        var (begin, source) = (customers[slot], customers[slot].Source);
        var segment = source == RowSource.Base ? _generation.Base : snapshot.Gathered!.Segment;
        var (next, rows, identities) = (slot, 0, false);
        for (var from = begin.Slot; next < last && customers[next].Source == source && customers[next].Slot == from; next++, from++)
        {
            if (from / SegmentHeader.SlotsPerChunk != begin.Slot / SegmentHeader.SlotsPerChunk) break;
            segment.IdentitiesOfSlot(from).CopyTo(IdentitiesOf(next));
            writer.SlotTypes[next] = segment.SlotTypes[from];
            rows += customers[next].Rows;
            identities |= customers[next].Identities > 1;
        }
        _rows.Copy(segment.ViewOfSlot(begin.Slot), writer.SlotRowStart[slot], rows, identities);
        return next;
    }

    private int FillOne(int slot)
    {
        var customer = customers[slot];
        var single = 0;
        var members = _generation.MembersOf(customer.Customer, snapshot.Version, ref single, HintOf(customer));
        members.CopyTo(IdentitiesOf(slot));
        if (customer.Source == RowSource.Extended && TryExtend(slot, customer, members)) return slot + 1;
        ref var rows = ref _reader.Read(customer.Customer, members);
        ulong types = 0;
        for (var i = 0; i < rows.Count; i++) types |= 1UL << rows.Type[i];
        writer.SlotTypes[slot] = types;
        _rows.Copy(rows, writer.SlotRowStart[slot], rows.Count, members.Length > 1);
        return slot + 1;
    }

    /// <summary>The common case: fresh rows of one identity, in order of time, behind all that the slot holds. False when it is another.</summary>
    private bool TryExtend(int slot, in PlannedCustomer customer, ReadOnlySpan<int> members)
    {
        var member = 0;
        while (member < members.Length - 1 && tail.Of(members[member]).IsEmpty) member++;
        for (var other = member + 1; other < members.Length; other++) if (!tail.Of(members[other]).IsEmpty) return false;

        var fresh = tail.Of(members[member]);
        RowView view = default;
        if (customer.Slot >= 0) view = _generation.Base.ViewOfSlot(customer.Slot);
        var before = view.Count > 0 ? view.TimeMs(view.Count - 1) : 0;
        foreach (var index in fresh)
        {
            var time = _generation.Tail.At(index).TimeMs;
            if (time < before) return false;
            before = time;
        }
        long to = writer.SlotRowStart[slot];
        var types = customer.Slot >= 0 ? _generation.Base.SlotTypes[customer.Slot] : 0;
        if (view.Count > 0) _rows.Copy(view, to, view.Count, members.Length > 1);
        to += view.Count;
        foreach (var index in fresh)
        {
            ref var row = ref _generation.Tail.At(index);
            types |= 1UL << row.Type;
            if (members.Length > 1) _rows.Columns.Identity.Set(to, member);
            _rows.Write(row, to, _generation.TailProperties, index * _generation.PropertyCount);
            to++;
        }
        writer.SlotTypes[slot] = types;
        return true;
    }

    private Span<int> IdentitiesOf(int slot) => new(writer.Identities + writer.SlotIdentityStart[slot], customers[slot].Identities);

    private int HintOf(in PlannedCustomer customer) => customer.Slot >= 0 ? _generation.Base.Identities[_generation.Base.SlotIdentityStart[customer.Slot]] : -1;

    /// <summary>Fresh rows lie all over memory. Asked for a few customers ahead, they are there when they are wanted.</summary>
    private void Prefetch(in PlannedCustomer customer)
    {
        if (customer.Source != RowSource.Extended) return;
        foreach (var index in tail.Of(HintOf(customer) is >= 0 and var first ? first : customer.Customer))
        {
            _generation.Tail.Prefetch(index);
            if (_generation.PropertyCount > 0) _generation.TailProperties.Prefetch(index * _generation.PropertyCount);
        }
    }
}
