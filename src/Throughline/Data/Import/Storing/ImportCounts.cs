namespace Throughline.Data.Import.Storing;

/// <summary>Rows set aside for one reason, with the first lines it happened on.</summary>
public sealed record AsideReason(string Code, long Rows, string Example, IReadOnlyList<long> FirstLines);

/// <summary>How far an import has come. Everything but <paramref name="Interactions"/> counts rows.</summary>
/// <param name="Interactions">How many were stored that were not there before.</param>
/// <param name="Share">From 0 to 1.</param>
public sealed record ImportCounts(long Read, long Accepted, long Repeated, long SetAside, long Interactions, double Share, IReadOnlyList<AsideReason> Reasons)
{
    /// <summary>Of a trial: how many customers the file names, and how many of them are known already.</summary>
    public long Customers { get; init; }

    public long KnownCustomers { get; init; }

    public static ImportCounts None { get; } = new(0, 0, 0, 0, 0, 0, []);
}

/// <summary>Counts while an import runs: one thread counts, any thread looks.</summary>
internal sealed class ImportTally
{
    private const int LinesKept = 5;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (long Rows, string Example, List<long> Lines)> _reasons = [];
    private long _read, _accepted, _repeated, _setAside, _interactions, _customers, _known;
    private double _share;

    public void Read() => Volatile.Write(ref _read, _read + 1);

    public void Stored(long acceptedRows, long repeatedRows, long interactions)
    {
        Interlocked.Add(ref _accepted, acceptedRows);
        Interlocked.Add(ref _repeated, repeatedRows);
        Interlocked.Add(ref _interactions, interactions);
    }

    public void Named(long customers, long known)
    {
        Volatile.Write(ref _customers, customers);
        Volatile.Write(ref _known, known);
    }

    public void SetAside(string code, string example, long line)
    {
        Interlocked.Increment(ref _setAside);
        lock (_lock)
        {
            var (rows, first, lines) = _reasons.TryGetValue(code, out var known) ? known : (0, example, []);
            if (Keep(lines, line)) first = example;
            _reasons[code] = (rows + 1, first, lines);
        }
    }

    // Lines of orders are not told in the order of the file. True when this is the first of all.
    private static bool Keep(List<long> lines, long line)
    {
        if (line == 0 || (lines.Count == LinesKept && line > lines[^1])) return false;
        if (lines.Count == LinesKept) lines.RemoveAt(LinesKept - 1);
        var place = lines.BinarySearch(line);
        lines.Insert(place < 0 ? ~place : place, line);
        return lines[0] == line;
    }

    public void Reached(double share) => Volatile.Write(ref _share, Math.Clamp(share, 0, 1));

    public ImportCounts Now()
    {
        lock (_lock)
            return new ImportCounts(
                Volatile.Read(ref _read), Volatile.Read(ref _accepted), Volatile.Read(ref _repeated), Volatile.Read(ref _setAside),
                Volatile.Read(ref _interactions), Volatile.Read(ref _share),
                [.. _reasons.OrderByDescending(r => r.Value.Rows).Select(r => new AsideReason(r.Key, r.Value.Rows, r.Value.Example, [.. r.Value.Lines]))])
            { Customers = Volatile.Read(ref _customers), KnownCustomers = Volatile.Read(ref _known)
            };
    }
}
