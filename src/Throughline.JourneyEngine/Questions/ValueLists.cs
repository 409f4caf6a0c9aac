namespace Throughline.JourneyEngine;

/// <summary>Numbers collected by cell, for exact medians. One a thread, joined at the end.</summary>
internal sealed class ValueLists
{
    private int[] _cells = new int[1024];
    private long[] _values = new long[1024];
    private int _count;

    public void Add(int cell, long value)
    {
        if (_count == _cells.Length)
        {
            Array.Resize(ref _cells, _count * 2);
            Array.Resize(ref _values, _count * 2);
        }
        (_cells[_count], _values[_count++]) = (cell, value);
    }

    /// <summary>The median of each cell: the middle value, or the mean of the two in the middle. Empty cells are left out.</summary>
    public static Dictionary<int, double> Medians(IEnumerable<ValueLists> parts, CancellationToken ct)
        => ByCell(parts, ct).ToDictionary(c => c.Key, c => Statistics(c.Value).Median);

    /// <summary>The values of each cell in ascending order.</summary>
    public static Dictionary<int, long[]> ByCell(IEnumerable<ValueLists> parts, CancellationToken ct)
    {
        ValueLists[] lists = [.. parts];
        var sizes = new Dictionary<int, int>();
        foreach (var list in lists)
            foreach (var cell in list._cells.AsSpan(0, list._count)) sizes[cell] = sizes.GetValueOrDefault(cell) + 1;
        var cells = sizes.ToDictionary(s => s.Key, s => new long[s.Value]);
        foreach (var list in lists)
        {
            for (var i = 0; i < list._count; i++) cells[list._cells[i]][--System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrNullRef(sizes, list._cells[i])] = list._values[i];
            ct.ThrowIfCancellationRequested();
        }
        foreach (var values in cells.Values)
        {
            ct.ThrowIfCancellationRequested();
            Array.Sort(values);
        }
        return cells;
    }

    /// <summary>Mean and median of values in ascending order; at least one.</summary>
    public static (double Mean, double Median) Statistics(ReadOnlySpan<long> ascending)
    {
        Int128 sum = 0;
        foreach (var value in ascending) sum += value;
        var middle = ascending.Length / 2;
        var median = ascending.Length % 2 == 1 ? ascending[middle] : (ascending[middle - 1] / 2.0) + (ascending[middle] / 2.0);
        return ((double)sum / ascending.Length, median);
    }
}
