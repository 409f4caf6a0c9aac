namespace Throughline.Data.Import.Purchases;

/// <summary>
/// Brings the orders of all spill files into the order of their times, with flat memory: each file is put together and sorted
/// by itself, written, and the sorted files are merged. So the journal gets a shop's history as it happened, which is
/// how stages and first purchases are told.
/// </summary>
internal sealed class OrdersInOrder(Spill lines, string folder, OrderDefaults defaults, Action<OrderLine, string> setAside) : IDisposable
{
    private const int BetweenLooks = 4096;

    private readonly OrderJson _json = new(defaults);
    private readonly LineStore _store = new();

    /// <summary>Each order; null now and then, where lines were set aside and may want to be written.</summary>
    public IEnumerable<ReadyOrder?> Read(CancellationToken ct) => lines.Files == 1 ? OfFile(0, ct) : Merged(ct);

    public void Dispose() => _json.Dispose();

    private IEnumerable<ReadyOrder?> OfFile(int file, CancellationToken ct)
    {
        // One store for all files: large pieces that are let go of stay in memory for long.
        _store.Clear();
        var book = new OrderBook(_store, setAside);
        var records = lines.Open(file);
        for (var n = 0; records.TryRead(out var record); n++)
        {
            book.Add(record);
            if (n % BetweenLooks != 0) continue;
            ct.ThrowIfCancellationRequested();
            yield return null;
        }
        foreach (var order in book.InOrder()) yield return book.SetAside(order) ? null : _json.Ready(order, book.Lines);
    }

    private IEnumerable<ReadyOrder?> Merged(CancellationToken ct)
    {
        using var sorted = new Spill(folder, lines.Files);
        for (var file = 0; file < lines.Files; file++)
            foreach (var order in OfFile(file, ct))
            {
                if (order is null) yield return null;
                else sorted.AddTo(file, order.ToRecord());
            }

        var next = new PriorityQueue<(int File, RecordReader Records, ReadyOrder Order), (long At, int File)>();
        for (var file = 0; file < sorted.Files; file++) Enqueue(next, file, sorted.Open(file));
        while (next.TryDequeue(out var first, out _))
        {
            yield return first.Order;
            Enqueue(next, first.File, first.Records);
        }
    }

    private static void Enqueue(PriorityQueue<(int, RecordReader, ReadyOrder), (long, int)> next, int file, RecordReader records)
    {
        if (!records.TryRead(out var record)) return;
        var order = ReadyOrder.Read(record);
        next.Enqueue((file, records, order), (order.At, file));
    }
}
