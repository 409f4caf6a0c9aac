using System.Numerics;

namespace Throughline.JourneyEngine;

/// <summary>Where the rows of a customer of a new segment come from.</summary>
internal enum RowSource
{
    /// <summary>A clean slot of the base, or of the gathered segment.</summary>
    Base, Gathered,

    /// <summary>A slot of the base as it is, or none, with fresh rows that belong behind it or between.</summary>
    Extended,

    /// <summary>Anything else: joined, split or erased; read through the overlay.</summary>
    Overlay,
}

/// <summary>One customer of a new segment.</summary>
/// <param name="Slot">The slot its rows lie in, or -1.</param>
internal readonly record struct PlannedCustomer(int Customer, int Slot, RowSource Source, int Rows, int Identities);

/// <summary>Lists the customers of a new segment in order of number, with how much room each needs.</summary>
internal sealed class CompactionPlan(Snapshot snapshot, Widths widths, TailOrder tail, int threads)
{
    private readonly Generation _generation = snapshot.Generation;

    /// <param name="withClean">False for the touched customers alone.</param>
    public NativeList<PlannedCustomer> Make(bool withClean, CancellationToken ct)
    {
        var touched = Touched(ct);
        if (snapshot.Gathered is { } gathered) touched = WithClean(touched, gathered, snapshot.GatheredTouchedCount, RowSource.Gathered);
        return withClean ? WithClean(touched, _generation.BaseLayer, snapshot.TouchedCount, RowSource.Base) : touched;
    }

    /// <summary>Customers that are in no segment as they are now.</summary>
    private NativeList<PlannedCustomer> Touched(CancellationToken ct)
    {
        var found = new NativeList<PlannedCustomer>[threads];
        using var identities = TouchedIdentities();
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = ct }, thread =>
        {
            var mine = found[thread] = new NativeList<PlannedCustomer>();
            using var reader = new CustomerReader(snapshot, widths, Needs.Position, tail);
            for (var word = (int)((long)identities.Count * thread / threads); word < (int)((long)identities.Count * (thread + 1) / threads); word++)
            {
                if ((word & 255) == 0) ct.ThrowIfCancellationRequested();
                for (var rest = identities[word]; rest != 0; rest &= rest - 1)
                    if (PlanOf((word * 64) + BitOperations.TrailingZeroCount(rest), reader) is { } customer) mine.Add(customer);
            }
        });
        return InOrder(found);
    }

    /// <summary>A bit for each identity: so they come in order, which is mostly also the order of customers and of the base.</summary>
    private NativeList<ulong> TouchedIdentities()
    {
        var (touched, count) = (snapshot.Newest.Touched, snapshot.OverlayCount);
        var largest = -1;
        for (var i = 0; i < count; i++) largest = Math.Max(largest, touched.At(i));
        var bits = new NativeList<ulong>();
        bits.Resize((largest / 64) + 1);
        bits.Span.Clear();
        for (var i = 0; i < count; i++) bits[touched.At(i) >> 6] |= 1UL << touched.At(i);
        return bits;
    }

    private PlannedCustomer? PlanOf(int identity, CustomerReader reader)
    {
        var customer = _generation.CustomerOf(identity, snapshot.Version);
        var single = 0;
        var members = _generation.MembersOf(customer, snapshot.Version, ref single, identity);
        if (members.Length == 0 || members[0] != identity) return null;
        var slot = reader.WholeSlot(members);
        if (slot == CustomerReader.Mixed) return new PlannedCustomer(customer, -1, RowSource.Overlay, reader.Read(customer, members).Count, members.Length);
        var rows = slot >= 0 ? _generation.Base.RowsOfSlot(slot) : 0;
        foreach (var member in members) rows += tail.Of(member).Length;
        var isDefault = members.Length == 1 && members[0] == customer;
        return rows == 0 && isDefault ? null : new PlannedCustomer(customer, slot, RowSource.Extended, rows, members.Length);
    }

    private static NativeList<PlannedCustomer> InOrder(NativeList<PlannedCustomer>[] parts)
    {
        var all = parts[0];
        foreach (var part in parts[1..])
        {
            foreach (ref readonly var customer in part.Span) all.Add(customer);
            part.Dispose();
        }
        for (var i = 1; i < all.Count; i++)
        {
            if (all[i].Customer > all[i - 1].Customer) continue;
            all.Span.Sort((a, b) => a.Customer.CompareTo(b.Customer));
            break;
        }
        return all;
    }

    /// <summary>The planned customers and those of clean slots as one list in order of customer.</summary>
    private static NativeList<PlannedCustomer> WithClean(NativeList<PlannedCustomer> planned, Layer layer, int touchedCount, RowSource source)
    {
        var segment = layer.Segment;
        var all = new NativeList<PlannedCustomer>((long)planned.Count + segment.Slots);
        var next = 0;
        for (var slot = 0; slot < segment.Slots; slot++)
        {
            if (layer.DirtySince[slot] < touchedCount) continue;
            var customer = SlotCustomer(segment, slot);
            while (next < planned.Count && planned[next].Customer < customer) all.Add(planned[next++]);
            all.Add(new PlannedCustomer(customer, slot, source, segment.RowsOfSlot(slot), segment.IdentitiesOfSlot(slot).Length));
        }
        while (next < planned.Count) all.Add(planned[next++]);
        planned.Dispose();
        return all;
    }

    private static unsafe int SlotCustomer(BaseSegment segment, int slot) => segment.SlotCustomer[slot];
}
