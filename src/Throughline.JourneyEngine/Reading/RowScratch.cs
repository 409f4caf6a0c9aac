using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Throughline.JourneyEngine;

/// <summary>Widths of the code columns, in bytes; what a scratch must hold to take any code of a snapshot.</summary>
internal sealed record Widths(int Type, int Channel, int Touchpoint, int Stage, int[] Properties);

/// <summary>Which rows pass, 32 to a mask, and how many pass before each mask's.</summary>
internal readonly ref struct PassingRows(ReadOnlySpan<uint> masks, ReadOnlySpan<int> before)
{
    public readonly ReadOnlySpan<uint> Masks = masks;
    public readonly ReadOnlySpan<int> Before = before;
}

/// <summary>Room for the rows of one customer at a time, in the same columns as the base. One a thread.</summary>
internal sealed unsafe class RowScratch : IDisposable
{
    private const int Line = 64;
    private readonly Widths _widths;
    private readonly bool _withMillis;
    // Not on the collected heap: a scratch is made for each timeline, and pinned arrays are collected only with everything else.
    private Codes* _properties;
    private byte* _block;
    private ushort* _millis;
    private int _capacity;

    public RowView View;

    /// <param name="withMillis">False when no row that can come has a fraction of a second.</param>
    public RowScratch(Widths widths, bool withMillis)
    {
        (_widths, _withMillis) = (widths, withMillis);
        _properties = (Codes*)NativeMemory.Alloc((nuint)Math.Max(1, widths.Properties.Length), (nuint)sizeof(Codes));
        Ensure(64);
    }

    ~RowScratch() => Free();

    /// <summary>Makes room for a number of rows. What was in the scratch is lost when it grows.</summary>
    public void Ensure(int rows)
    {
        if (rows <= _capacity) return;
        var capacity = Math.Max(rows, _capacity * 2);
        NativeMemory.AlignedFree(_block);
        long perRow = 4 + 2 + 8 + 8 + 4 + _widths.Type + _widths.Channel + _widths.Touchpoint + _widths.Stage + _widths.Properties.Sum();
        _block = (byte*)NativeMemory.AlignedAlloc((nuint)((perRow * capacity) + ((12 + _widths.Properties.Length) * (Line + RowPacker.MostBeyond + 128))), 64);
        _capacity = capacity;
        var at = _block;
        byte* Take(int width)
        {
            var here = at;
            at += ((((long)width * capacity) + Line - 1) / Line * Line) + RowPacker.MostBeyond;
            return here;
        }
        View = new RowView
        {
            Value = new Packed(Take(8), 8, 0, true), Position = new Packed(Take(8), 8, 0, false),
            Seconds = (uint*)Take(4), Identity = new Codes(Take(4), 4),
            Type = new Codes(Take(_widths.Type), _widths.Type), Channel = new Codes(Take(_widths.Channel), _widths.Channel),
            Touchpoint = new Codes(Take(_widths.Touchpoint), _widths.Touchpoint), Stage = new Codes(Take(_widths.Stage), _widths.Stage),
            Properties = _properties,
        };
        _millis = (ushort*)Take(2);
        View.Millis = _withMillis ? _millis : null;
        for (var p = 0; p < _widths.Properties.Length; p++) _properties[p] = new Codes(Take(_widths.Properties[p]), _widths.Properties[p]);
    }

    /// <summary>Copies a run of rows, the needed columns only.</summary>
    public void CopyRun(in RowView source, int from, int to, int count, Needs needs)
    {
        var start = source.Offset + from;
        Unsafe.CopyBlockUnaligned(View.Seconds + to, source.Seconds + start, (uint)count * 4);
        if (source.Millis == null && _withMillis) Unsafe.InitBlockUnaligned(View.Millis + to, 0, (uint)count * 2);
        else if (_withMillis) Unsafe.CopyBlockUnaligned(View.Millis + to, source.Millis + start, (uint)count * 2);
        if ((needs & Needs.Type) != 0) View.Type.CopyFrom(source.Type, start, to, count);
        if ((needs & Needs.Channel) != 0) View.Channel.CopyFrom(source.Channel, start, to, count);
        if ((needs & Needs.Touchpoint) != 0) View.Touchpoint.CopyFrom(source.Touchpoint, start, to, count);
        if ((needs & Needs.Stage) != 0) View.Stage.CopyFrom(source.Stage, start, to, count);
        if ((needs & Needs.Identity) != 0) View.Identity.CopyFrom(source.Identity, start, to, count);
        if ((needs & Needs.Value) != 0) for (var i = 0; i < count; i++) ((long*)View.Value.At)[to + i] = source.Value[start + i];
        if ((needs & Needs.Position) != 0) for (var i = 0; i < count; i++) ((long*)View.Position.At)[to + i] = source.Position[start + i];
        for (var p = 0; p < _widths.Properties.Length; p++)
            if ((needs & NeedsOf.Property(p)) != 0) View.Properties[p].CopyFrom(source.Properties[p], start, to, count);
    }

    /// <summary>Copies the rows whose bits are set, the needed columns only, one column after the other.</summary>
    public void Pack(in RowView source, in PassingRows passing, int count, Needs needs)
    {
        Ensure(count);
        (View.Offset, View.Count, View.From, View.To, View.Customer) = (0, count, 0, count, source.Customer);
        View.Millis = source.Millis == null ? null : _millis;
        if (count == 0) return;
        RowPacker.Pack(source.Seconds + source.Offset, passing.Masks, passing.Before, View.Seconds);
        if (source.Millis != null) RowPacker.Pack(source.Millis + source.Offset, passing.Masks, passing.Before, _millis);
        if ((needs & Needs.Value) != 0) PackValues(source, passing.Masks);
        if ((needs & Needs.Type) != 0) Pack(View.Type, source.Type, source.Offset, passing);
        if ((needs & Needs.Channel) != 0) Pack(View.Channel, source.Channel, source.Offset, passing);
        if ((needs & Needs.Touchpoint) != 0) Pack(View.Touchpoint, source.Touchpoint, source.Offset, passing);
        if ((needs & Needs.Stage) != 0) Pack(View.Stage, source.Stage, source.Offset, passing);
        for (var p = 0; p < _widths.Properties.Length; p++)
            if ((needs & NeedsOf.Property(p)) != 0) Pack(View.Properties[p], source.Properties[p], source.Offset, passing);
    }

    private void PackValues(in RowView source, ReadOnlySpan<uint> masks)
    {
        var to = (long*)View.Value.At;
        var from = source.Offset;
        for (var block = 0; block < masks.Length; block++, from += 32)
            for (var mask = masks[block]; mask != 0; mask &= mask - 1) *to++ = source.Value[from + BitOperations.TrailingZeroCount(mask)];
    }

    private static void Pack(in Codes to, in Codes from, long offset, in PassingRows passing)
    {
        if (to.Width == 1 && from.Width == 1) RowPacker.Pack(from.At + offset, passing.Masks, passing.Before, to.At);
        else if (to.Width == 2 && from.Width == 2) RowPacker.Pack((ushort*)from.At + offset, passing.Masks, passing.Before, (ushort*)to.At);
        else
        {
            long next = 0;
            for (var block = 0; block < passing.Masks.Length; block++, offset += 32)
                for (var mask = passing.Masks[block]; mask != 0; mask &= mask - 1) to.Set(next++, from[offset + BitOperations.TrailingZeroCount(mask)]);
        }
    }

    public void Dispose()
    {
        Free();
        (_capacity, View) = (0, default);
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.AlignedFree(_block);
        NativeMemory.Free(_properties);
        _block = null;
        _properties = null;
    }
}
