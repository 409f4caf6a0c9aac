namespace Throughline.JourneyEngine;

/// <summary>
/// Writes a new base file from a snapshot, or gathers its touched customers in memory: rows are copied column by column
/// wherever they lie in order already, all other customers are read through the overlay, so that joins, splits and
/// erasures become physical.
/// </summary>
internal sealed class Compactor(Snapshot snapshot, StoreNames names, int threads)
{
    private readonly Generation _generation = snapshot.Generation;
    private readonly Widths _widths = names.Widths;

    /// <summary>Writes all customers to a base file.</summary>
    public void Write(string path, CancellationToken ct)
    {
        using var writer = Fill(path, ct);
        writer.Finish(threads);
    }

    /// <summary>Puts the touched customers together in memory.</summary>
    public BaseSegment Gather(CancellationToken ct)
    {
        using var writer = Fill(null, ct);
        return writer.FinishInMemory();
    }

    /// <param name="path">Null to gather the touched customers alone.</param>
    private SegmentWriter Fill(string? path, CancellationToken ct)
    {
        using var tail = new TailOrder(snapshot, threads);
        using var customers = new CompactionPlan(snapshot, _widths, tail, threads).Make(withClean: path is not null, ct);
        var writer = WriterFor(path, customers);
        try
        {
            LaySlots(writer, customers);
            Fill(writer, customers, tail, ct);
            return writer;
        }
        catch
        {
            writer.Dispose();
            throw;
        }
    }

    private void Fill(SegmentWriter writer, NativeList<PlannedCustomer> customers, TailOrder tail, CancellationToken ct)
    {
        var (next, chunks) = (-1, writer.ChunkCount);
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = ct }, _ =>
        {
            using var filler = new ChunkFiller(writer, customers, snapshot, _widths, tail);
            for (var chunk = Interlocked.Increment(ref next); chunk < chunks; chunk = Interlocked.Increment(ref next))
            {
                ct.ThrowIfCancellationRequested();
                filler.Fill(chunk);
            }
        });
    }

    private SegmentWriter WriterFor(string? path, NativeList<PlannedCustomer> customers)
    {
        long rows = 0, identities = 0;
        var widest = 0;
        foreach (ref readonly var customer in customers.Span)
        {
            rows += customer.Rows;
            identities += customer.Identities;
            widest = Math.Max(widest, customer.Identities);
        }
        if (rows > uint.MaxValue) throw new InvalidOperationException("One store holds at most 4,294,967,295 interactions.");

        static int WidthOf(CodeDictionary d) => d.Count == 0 ? 0 : d.Width;
        return new SegmentWriter(path, new SegmentPlan(rows, customers.Count, identities, _generation.Base.HasMillis || _generation.TailHasMillis,
            WidthOf(names.EventTypes), WidthOf(names.Channels), WidthOf(names.Touchpoints), WidthOf(names.Stages),
            widest <= 1 ? 0 : widest <= 256 ? 1 : widest <= 65_536 ? 2 : 4, [.. names.Properties.Select(WidthOf)], snapshot.Position));
    }

    private static unsafe void LaySlots(SegmentWriter writer, NativeList<PlannedCustomer> customers)
    {
        uint row = 0, identity = 0;
        for (var slot = 0; slot < customers.Count; slot++)
        {
            (writer.SlotCustomer[slot], writer.SlotRowStart[slot], writer.SlotIdentityStart[slot]) = (customers[slot].Customer, row, identity);
            row += (uint)customers[slot].Rows;
            identity += (uint)customers[slot].Identities;
        }
        (writer.SlotRowStart[customers.Count], writer.SlotIdentityStart[customers.Count]) = (row, identity);
    }
}
