using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Throughline.JourneyEngine;

/// <summary>
/// Counts and gap sums of neighbouring rows by pair of channels, in whole seconds. First every row gets its cell, wide;
/// then the first rows of customers and pairs out of the window are sent to a cell that nobody reads.
/// </summary>
internal sealed unsafe class ChannelPairs : BlockKernel
{
    /// <summary>A cell holds a count above a sum of seconds: room for a whole block of the longest gaps.</summary>
    private const int CountShift = 46, MostCells = 1024;
    private const ulong One = 1UL << CountShift;
    private readonly int _size, _spill;
    private readonly uint _within;
    private readonly long _mostRows;
    private readonly ushort[] _cellOf = new ushort[MostRows + 32];

    // Four copies take turns, so that equal cells in a row do not wait for each other.
    private readonly ulong[] _cells;
    private readonly long[] _counts, _sumMs;
    private long _rows;

    private ChannelPairs(int size, uint within, long[] counts, long[] sumMs)
    {
        (_size, _spill, _within, _counts, _sumMs) = (size, size * size, within, counts, sumMs);
        _cells = new ulong[4 * (_spill + 1)];
        _mostRows = Math.Min((long)(One / ((ulong)within + 1)), (1L << (64 - CountShift)) - 1);
    }

    /// <summary>Null when there are too many channels.</summary>
    public static ChannelPairs? For(int size, uint within, long[] counts, long[] sumMs)
        => (size * (long)size) < MostCells ? new ChannelPairs(size, within, counts, sumMs) : null;

    public override bool TryVisit(in RowView rows, ReadOnlySpan<CustomerPart> parts)
    {
        if (rows.Channel.Width != 1 || rows.Millis != null || rows.Count > MostRows) return false;
        if (rows.Count < 2) return true;
        if (_rows + rows.Count > _mostRows) Settle();
        var channel = rows.Channel.At + rows.Offset;
        var second = rows.Seconds + rows.Offset;
        // A row without a channel is passed over by the pair around it.
        if (new ReadOnlySpan<byte>(channel, rows.Count).Contains((byte)0)) return false;
        fixed (ushort* cellOf = _cellOf)
        fixed (ulong* cells = _cells)
        {
            FindCells(channel, second, rows.Count, (ushort)_size, _within, (ushort)_spill, cellOf);
            TakeOutFirst(parts, rows.Count, (ushort)_spill, cellOf);
            Count(cellOf, second, rows.Count, cells, (nuint)_spill + 1);
        }
        _rows += rows.Count;
        return true;
    }

    /// <summary>Moves what was counted into the matrix.</summary>
    public void Settle()
    {
        for (var i = 0; i < _cells.Length; i++)
        {
            var cell = i % (_spill + 1);
            if (cell == _spill) continue;
            _counts[cell] += (long)(_cells[i] >> CountShift);
            _sumMs[cell] += (long)(_cells[i] & (One - 1)) * 1000;
        }
        Array.Clear(_cells);
        _rows = 0;
    }

    /// <summary>The cell of each row but the first with the row before. Up to 15 behind the last are read and written in vain.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FindCells(byte* channel, uint* second, int count, ushort size, uint within, ushort spill, ushort* cellOf)
    {
        var (longest, spilled, row) = (Vector256.Create(within), Vector256.Create(spill), Vector256.Create(size));
        for (var i = 1; i < count; i += 16)
        {
            var from = Vector256.Create(Vector128.WidenLower(Vector128.Load(channel + i - 1)), Vector128.WidenUpper(Vector128.Load(channel + i - 1)));
            var to = Vector256.Create(Vector128.WidenLower(Vector128.Load(channel + i)), Vector128.WidenUpper(Vector128.Load(channel + i)));
            var near = Vector256.LessThanOrEqual(Vector256.Load(second + i) - Vector256.Load(second + i - 1), longest);
            var far = Vector256.LessThanOrEqual(Vector256.Load(second + i + 8) - Vector256.Load(second + i + 7), longest);
            Vector256.ConditionalSelect(Vector256.Narrow(near, far), (from * row) + to, spilled).Store(cellOf + i);
        }
    }

    private static void TakeOutFirst(ReadOnlySpan<CustomerPart> parts, int count, ushort spill, ushort* cellOf)
    {
        var next = 0;
        foreach (var part in parts)
        {
            while (next < part.From) cellOf[next++] = spill;
            cellOf[part.From] = spill;
            next = part.To;
        }
        while (next < count) cellOf[next++] = spill;
    }

    /// <summary>The first row of a block is always somebody's first, or nobody's.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Count(ushort* cellOf, uint* second, int count, ulong* cells, nuint copy)
    {
        ulong* one = cells, two = one + copy, three = two + copy, four = three + copy;
        nint i = 1;
        var before = second[0];
        for (; i + 4 <= count; i += 4)
        {
            uint a = second[i], b = second[i + 1], c = second[i + 2], d = second[i + 3];
            one[cellOf[i]] += One + (a - before);
            two[cellOf[i + 1]] += One + (b - a);
            three[cellOf[i + 2]] += One + (c - b);
            four[cellOf[i + 3]] += One + (d - c);
            before = d;
        }
        for (; i < count; i++) one[cellOf[i]] += One + (second[i] - second[i - 1]);
    }
}
