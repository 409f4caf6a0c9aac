using System.Runtime.InteropServices;

namespace Throughline.JourneyEngine;

/// <summary>
/// Writes a new base file from a snapshot: clean slots are copied column by column, all other customers are read
/// through the overlay, so that joins, splits and erasures become physical.
/// </summary>
internal sealed unsafe class Compactor(Snapshot snapshot, StoreNames names, int threads)
{
    private readonly Generation _generation = snapshot.Generation;
    private readonly BaseSegment _base = snapshot.Generation.Base;
    private readonly Widths _widths = names.Widths;
    private readonly TailOrder _tail = new(snapshot);

    /// <summary>One customer of the new file: a slot of the old one, or -1 to be read through the overlay.</summary>
    private readonly record struct Entry(int Customer, int Slot, int Rows, int Identities);

    public void Write(string path, CancellationToken ct)
    {
        var entries = Plan(ct);
        long rows = 0, identities = 0;
        var widest = 0;
        foreach (var e in entries)
        {
            rows += e.Rows;
            identities += e.Identities;
            widest = Math.Max(widest, e.Identities);
        }
        if (rows > uint.MaxValue) throw new InvalidOperationException("One store holds at most 4,294,967,295 interactions.");

        static int WidthOf(CodeDictionary d) => d.Count == 0 ? 0 : d.Width;
        var plan = new SegmentPlan(rows, entries.Length, identities, _base.HasMillis || _generation.TailHasMillis,
            WidthOf(names.EventTypes), WidthOf(names.Channels), WidthOf(names.Touchpoints), WidthOf(names.Stages),
            widest <= 1 ? 0 : widest <= 256 ? 1 : widest <= 65_536 ? 2 : 4, [.. names.Properties.Select(WidthOf)], snapshot.Position);
        using var writer = new SegmentWriter(path, plan);
        LaySlots(writer, entries);
        Fill(writer, entries, plan.Chunks, ct);
        writer.Finish(threads);
    }

    private Entry[] Plan(CancellationToken ct)
    {
        var fresh = new List<Entry>[threads];
        var dirty = _generation.DirtySince.ToArray();
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = ct }, t =>
        {
            var mine = fresh[t] = [];
            using var reader = new CustomerReader(snapshot, _widths, Needs.Position, _tail);
            for (long i = snapshot.TouchedCount * (long)t / threads; i < snapshot.TouchedCount * (t + 1L) / threads; i++)
            {
                if ((i & 4095) == 0) ct.ThrowIfCancellationRequested();
                if (PlanOverlay(_generation.Touched.At((int)i), reader) is { } entry) mine.Add(entry);
            }
        });
        Entry[] overlay = [.. fresh.SelectMany(f => f)];
        Array.Sort(overlay, (a, b) => a.Customer.CompareTo(b.Customer));

        var entries = new List<Entry>(_base.Slots + overlay.Length);
        var next = 0;
        for (var slot = 0; slot < _base.Slots; slot++)
        {
            if (dirty[slot] < snapshot.TouchedCount) continue;
            var customer = _base.SlotCustomer[slot];
            while (next < overlay.Length && overlay[next].Customer < customer) entries.Add(overlay[next++]);
            entries.Add(new Entry(customer, slot, _base.RowsOfSlot(slot), _base.IdentitiesOfSlot(slot).Length));
        }
        entries.AddRange(overlay.AsSpan(next));
        return [.. entries];
    }

    private Entry? PlanOverlay(int identity, CustomerReader reader)
    {
        var customer = _generation.CustomerOf(identity, snapshot.Version);
        var single = 0;
        var members = _generation.MembersOf(customer, snapshot.Version, ref single);
        if (members.Length == 0 || members[0] != identity) return null;
        var rows = reader.Count(customer, members, _tail);
        var isDefault = members.Length == 1 && members[0] == customer;
        return rows == 0 && isDefault ? null : new Entry(customer, -1, rows, members.Length);
    }

    private static void LaySlots(SegmentWriter writer, Entry[] entries)
    {
        uint row = 0, identity = 0;
        for (var slot = 0; slot < entries.Length; slot++)
        {
            (writer.SlotCustomer[slot], writer.SlotRowStart[slot], writer.SlotIdentityStart[slot]) = (entries[slot].Customer, row, identity);
            row += (uint)entries[slot].Rows;
            identity += (uint)entries[slot].Identities;
        }
        (writer.SlotRowStart[entries.Length], writer.SlotIdentityStart[entries.Length]) = (row, identity);
    }

    private void Fill(SegmentWriter writer, Entry[] entries, int chunks, CancellationToken ct)
    {
        var next = -1;
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = ct }, _ =>
        {
            using var reader = new CustomerReader(snapshot, _widths, Needs.All, _tail);
            var values = new List<long>();
            var positions = new List<long>();
            for (var chunk = Interlocked.Increment(ref next); chunk < chunks; chunk = Interlocked.Increment(ref next))
            {
                ct.ThrowIfCancellationRequested();
                values.Clear();
                positions.Clear();
                uint least = uint.MaxValue, most = 0;
                for (var slot = chunk * SegmentHeader.SlotsPerChunk; slot < Math.Min(entries.Length, (chunk + 1) * SegmentHeader.SlotsPerChunk); slot++)
                {
                    WriteSlot(writer, slot, entries[slot], reader, values, positions);
                    if (entries[slot].Rows == 0) continue;
                    least = Math.Min(least, writer.Seconds[writer.SlotRowStart[slot]]);
                    most = Math.Max(most, writer.Seconds[writer.SlotRowStart[slot + 1] - 1]);
                }
                var v = writer.Pack(CollectionsMarshal.AsSpan(values), hasNone: true);
                var p = writer.Pack(CollectionsMarshal.AsSpan(positions), hasNone: false);
                writer.Chunks[chunk] = new ChunkEntry
                {
                    LeastSecond = least, MostSecond = most, ValueOffset = v.Offset, ValueWidth = v.Width, ValueLeast = v.Least, PositionOffset = p.Offset, PositionWidth = p.Width, PositionLeast = p.Least,
                };
            }
        });
    }

    private void WriteSlot(SegmentWriter writer, int slot, Entry entry, CustomerReader reader, List<long> values, List<long> positions)
    {
        var identities = new Span<int>(writer.Identities + writer.SlotIdentityStart[slot], entry.Identities);
        long to = writer.SlotRowStart[slot];
        if (entry.Slot >= 0)
        {
            _base.IdentitiesOfSlot(entry.Slot).CopyTo(identities);
            writer.SlotTypes[slot] = _base.SlotTypes[entry.Slot];
            CopyRows(writer, _base.ViewOfSlot(entry.Slot), to, entry.Identities, values, positions);
            return;
        }
        var single = 0;
        var members = _generation.MembersOf(entry.Customer, snapshot.Version, ref single);
        members.CopyTo(identities);
        ref var rows = ref reader.Read(entry.Customer, members);
        ulong types = 0;
        for (var i = 0; i < rows.Count; i++) types |= 1UL << rows.Type[i];
        writer.SlotTypes[slot] = types;
        CopyRows(writer, rows, to, entry.Identities, values, positions);
    }

    private static void CopyRows(SegmentWriter writer, in RowView rows, long to, int identities, List<long> values, List<long> positions)
    {
        var (from, count) = (rows.Offset, rows.Count);
        if (count == 0) return;
        new ReadOnlySpan<uint>(rows.Seconds + from, count).CopyTo(new Span<uint>(writer.Seconds + to, count));
        if (writer.Millis != null && rows.Millis != null) new ReadOnlySpan<ushort>(rows.Millis + from, count).CopyTo(new Span<ushort>(writer.Millis + to, count));
        writer.Type.CopyFrom(rows.Type, from, to, count);
        writer.Channel.CopyFrom(rows.Channel, from, to, count);
        writer.Touchpoint.CopyFrom(rows.Touchpoint, from, to, count);
        writer.Stage.CopyFrom(rows.Stage, from, to, count);
        if (identities > 1) for (var i = 0; i < count; i++) writer.Identity.Set(to + i, rows.Identity[from + i]);
        for (var p = 0; p < writer.Properties.Length; p++) writer.Properties[p].CopyFrom(rows.Properties[p], from, to, count);
        for (var i = 0; i < count; i++)
        {
            values.Add(rows.Value[from + i]);
            positions.Add(rows.Position[from + i]);
        }
    }
}
