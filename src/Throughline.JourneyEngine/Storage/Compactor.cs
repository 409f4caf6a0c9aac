using System.Runtime.InteropServices;

namespace Throughline.JourneyEngine;

/// <summary>
/// Writes a new base file from a snapshot, or gathers its touched customers in memory: clean slots are copied column by
/// column, all other customers are read through the overlay, so that joins, splits and erasures become physical.
/// </summary>
internal sealed unsafe class Compactor(Snapshot snapshot, StoreNames names, int threads)
{
    private readonly Generation _generation = snapshot.Generation;
    private readonly Layer? _gathered = snapshot.Gathered;
    private readonly Widths _widths = names.Widths;
    private readonly TailOrder _tail = new(snapshot);

    /// <summary>One customer of the new segment: a slot of the base or the gathered segment, or -1 to be read through the overlay.</summary>
    private readonly record struct Entry(int Customer, int Slot, bool IsGathered, int Rows, int Identities);

    /// <summary>Writes all customers to a base file.</summary>
    public void Write(string path, CancellationToken ct)
    {
        var entries = Plan(withClean: true, ct);
        using var writer = WriterFor(path, entries);
        Fill(writer, entries, ct);
        writer.Finish(threads);
    }

    /// <summary>Puts the touched customers together in memory.</summary>
    public BaseSegment Gather(CancellationToken ct)
    {
        var entries = Plan(withClean: false, ct);
        using var writer = WriterFor(null, entries);
        Fill(writer, entries, ct);
        return writer.FinishInMemory();
    }

    private SegmentWriter WriterFor(string? path, Entry[] entries)
    {
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
        var writer = new SegmentWriter(path, new SegmentPlan(rows, entries.Length, identities, _generation.Base.HasMillis || _generation.TailHasMillis,
            WidthOf(names.EventTypes), WidthOf(names.Channels), WidthOf(names.Touchpoints), WidthOf(names.Stages),
            widest <= 1 ? 0 : widest <= 256 ? 1 : widest <= 65_536 ? 2 : 4, [.. names.Properties.Select(WidthOf)], snapshot.Position));
        LaySlots(writer, entries);
        return writer;
    }

    private Entry[] Plan(bool withClean, CancellationToken ct)
    {
        var read = new List<Entry>[threads];
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = ct }, t =>
        {
            var mine = read[t] = [];
            using var reader = new CustomerReader(snapshot, _widths, Needs.Position, _tail);
            for (long i = snapshot.OverlayCount * (long)t / threads; i < snapshot.OverlayCount * (t + 1L) / threads; i++)
            {
                if ((i & 4095) == 0) ct.ThrowIfCancellationRequested();
                if (PlanOverlay(snapshot.Newest.Touched.At((int)i), reader) is { } entry) mine.Add(entry);
            }
        });
        Entry[] overlay = [.. read.SelectMany(f => f)];
        Array.Sort(overlay, (a, b) => a.Customer.CompareTo(b.Customer));
        var touched = _gathered is null ? overlay : Merge(overlay, CleanSlots(_gathered, snapshot.GatheredTouchedCount, isGathered: true));
        return withClean ? Merge(touched, CleanSlots(_generation.BaseLayer, snapshot.TouchedCount, isGathered: false)) : touched;
    }

    private static List<Entry> CleanSlots(Layer layer, int touchedCount, bool isGathered)
    {
        var segment = layer.Segment;
        var entries = new List<Entry>(segment.Slots);
        for (var slot = 0; slot < segment.Slots; slot++)
            if (layer.DirtySince[slot] >= touchedCount) entries.Add(new Entry(segment.SlotCustomer[slot], slot, isGathered, segment.RowsOfSlot(slot), segment.IdentitiesOfSlot(slot).Length));
        return entries;
    }

    /// <summary>Two lists in order of customer as one.</summary>
    private static Entry[] Merge(Entry[] some, List<Entry> others)
    {
        var entries = new Entry[some.Length + others.Count];
        for (int to = 0, a = 0, b = 0; to < entries.Length; to++)
            entries[to] = b == others.Count || (a < some.Length && some[a].Customer < others[b].Customer) ? some[a++] : others[b++];
        return entries;
    }

    private Entry? PlanOverlay(int identity, CustomerReader reader)
    {
        var customer = _generation.CustomerOf(identity, snapshot.Version);
        var single = 0;
        var members = _generation.MembersOf(customer, snapshot.Version, ref single);
        if (members.Length == 0 || members[0] != identity) return null;
        var rows = reader.Count(customer, members, _tail);
        var isDefault = members.Length == 1 && members[0] == customer;
        return rows == 0 && isDefault ? null : new Entry(customer, -1, false, rows, members.Length);
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

    private void Fill(SegmentWriter writer, Entry[] entries, CancellationToken ct)
    {
        var (next, chunks) = (-1, writer.ChunkCount);
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
            var segment = entry.IsGathered ? _gathered!.Segment : _generation.Base;
            segment.IdentitiesOfSlot(entry.Slot).CopyTo(identities);
            writer.SlotTypes[slot] = segment.SlotTypes[entry.Slot];
            CopyRows(writer, segment.ViewOfSlot(entry.Slot), to, entry.Identities, values, positions);
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
