using System.Buffers;

namespace Throughline.JourneyEngine;

/// <summary>
/// Numbers collected by cell, for exact medians. One a thread, joined at the end, once: the room is borrowed, since a
/// question over millions of rows would else leave hundreds of megabytes to collect.
/// </summary>
internal sealed class ValueLists
{
    private int[] _cells = ArrayPool<int>.Shared.Rent(1024);
    private long[] _values = ArrayPool<long>.Shared.Rent(1024);
    private int _count, _highest;

    public void Add(int cell, long value)
    {
        if (_count == Math.Min(_cells.Length, _values.Length))
            (_cells, _values) = (Larger(_cells, ArrayPool<int>.Shared), Larger(_values, ArrayPool<long>.Shared));
        (_cells[_count], _values[_count++]) = (cell, value);
        _highest = Math.Max(_highest, cell);
    }

    /// <summary>The median of each cell: the middle value, or the mean of the two in the middle. Empty cells are left out.</summary>
    public static Dictionary<int, double> Medians(IEnumerable<ValueLists> parts, CancellationToken ct)
    {
        var cells = Gather(parts, ct);
        var medians = new double[cells.Count];
        Parallel.For(0, cells.Count, new ParallelOptions { CancellationToken = ct }, i => medians[i] = MiddleValue.Of(cells[i].Values));
        return cells.Zip(medians).ToDictionary(c => c.First.Cell, c => c.Second);
    }

    /// <summary>The values of each cell in ascending order.</summary>
    public static Dictionary<int, long[]> ByCell(IEnumerable<ValueLists> parts, CancellationToken ct)
    {
        var cells = Gather(parts, ct);
        Parallel.ForEach(cells, new ParallelOptions { CancellationToken = ct }, cell => Array.Sort(cell.Values));
        return cells.ToDictionary(c => c.Cell, c => c.Values);
    }

    /// <summary>How many values each cell has.</summary>
    public static int[] Sizes(IEnumerable<ValueLists> parts)
    {
        var sizes = new int[parts.Max(p => p._highest) + 1];
        foreach (var list in parts)
            foreach (var cell in list._cells.AsSpan(0, list._count)) sizes[cell]++;
        return sizes;
    }

    private static List<(int Cell, long[] Values)> Gather(IEnumerable<ValueLists> parts, CancellationToken ct)
    {
        ValueLists[] lists = [.. parts];
        var left = Sizes(lists);
        var values = new long[]?[left.Length];
        var cells = new List<(int, long[])>();
        for (var cell = 0; cell < left.Length; cell++)
            if (left[cell] > 0) cells.Add((cell, values[cell] = new long[left[cell]]));
        foreach (var list in lists)
        {
            ct.ThrowIfCancellationRequested();
            for (var i = 0; i < list._count; i++) values[list._cells[i]]![--left[list._cells[i]]] = list._values[i];
            list.GiveBack();
        }
        return cells;
    }

    private void GiveBack()
    {
        ArrayPool<int>.Shared.Return(_cells);
        ArrayPool<long>.Shared.Return(_values);
        (_cells, _values, _count) = ([], [], 0);
    }

    private static T[] Larger<T>(T[] full, ArrayPool<T> pool)
    {
        var larger = pool.Rent(full.Length * 2);
        full.CopyTo(larger, 0);
        pool.Return(full);
        return larger;
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
