using System.Runtime.CompilerServices;

namespace Throughline.JourneyEngine;

/// <summary>A column of dictionary codes, 1, 2 or 4 bytes each. Width 0: every row has code 0 and nothing is stored.</summary>
internal unsafe struct Codes(byte* at, int width)
{
    public byte* At = at;
    public int Width = width;

    public readonly int this[long i]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Width == 1 ? At[i] : Width == 2 ? ((ushort*)At)[i] : Width == 4 ? ((int*)At)[i] : 0;
    }

    public readonly void Set(long i, int code)
    {
        if (Width == 1) At[i] = (byte)code;
        else if (Width == 2) ((ushort*)At)[i] = (ushort)code;
        else if (Width == 4) ((int*)At)[i] = code;
    }

    /// <summary>Copies a run of codes from another column of the same or a smaller width.</summary>
    public readonly void CopyFrom(in Codes source, long from, long to, int count)
    {
        if (Width == source.Width)
        {
            Unsafe.CopyBlockUnaligned(At + (to * Width), source.At + (from * Width), (uint)(count * Width));
            return;
        }
        for (var i = 0; i < count; i++) Set(to + i, source[from + i]);
    }
}

/// <summary>
/// Whole numbers of one chunk as offsets from the chunk's least value, in 0, 1, 2, 4 or 8 bytes, counted in the unit that
/// all of them are multiples of. With <see cref="HasNone"/>, offset 0 means "no value" and the others are one higher.
/// </summary>
internal unsafe struct Packed(byte* at, int width, long least, bool hasNone, long unit = 1)
{
    public byte* At = at;
    public int Width = width;
    public long Least = least;
    public bool HasNone = hasNone;
    public long Unit = unit;

    public readonly long this[long i]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if (Width == 8) return ((long*)At)[i];
            uint offset = Width == 4 ? ((uint*)At)[i] : Width == 2 ? ((ushort*)At)[i] : Width == 1 ? At[i] : 0u;
            if (!HasNone) return Least + offset;
            return offset == 0 ? JourneyRow.NoValue : Least + ((offset - 1) * Unit);
        }
    }

    /// <summary>The numbers of a run, unpacked.</summary>
    public readonly void Unpack(long from, int count, long* to)
    {
        var least = HasNone ? Least - Unit : Least;
        if (Width == 0) new Span<long>(to, count).Fill(this[from]);
        else if (Width == 8) Buffer.MemoryCopy((long*)At + from, to, count * 8L, count * 8L);
        else if (Width == 4) for (var i = 0; i < count; i++)
            to[i] = ((uint*)At)[from + i] is var n && n == 0 && HasNone ? JourneyRow.NoValue : least + (n * Unit);
        else if (Width == 2) for (var i = 0; i < count; i++)
            to[i] = ((ushort*)At)[from + i] is var n && n == 0 && HasNone ? JourneyRow.NoValue : least + (n * Unit);
        else for (var i = 0; i < count; i++) to[i] = At[from + i] is var n && n == 0 && HasNone ? JourneyRow.NoValue : least + (n * Unit);
    }

    /// <summary>Bytes an offset needs when offsets run from 0 to <paramref name="span"/>; 8 stores the number itself.</summary>
    public static int WidthFor(UInt128 span)
        => span == 0 ? 0 : span <= byte.MaxValue ? 1 : span <= ushort.MaxValue ? 2 : span <= uint.MaxValue ? 4 : 8;
}

/// <summary>Which columns a question reads. Time is always there.</summary>
[Flags]
internal enum Needs : ulong
{
    Time = 0, Type = 1, Channel = 2, Touchpoint = 4, Stage = 8, Value = 16, Position = 32, Identity = 64, Properties = ~127UL,
    All = ~0UL,
}

internal static class NeedsOf
{
    /// <summary>A promoted property; those from the 57th on come together.</summary>
    public static Needs Property(int column) => (Needs)(1UL << Math.Min(63, column + 7));
}

/// <summary>
/// Rows of one customer in order of (time, position), as pointers into columns. Row i of the customer is element
/// <c>Offset + i</c> of every column; <c>From</c> to <c>To</c> is the part inside the asked period.
/// </summary>
internal unsafe struct RowView
{
    public uint* Seconds;
    public ushort* Millis;
    public Codes Type, Channel, Touchpoint, Stage, Identity;
    public Packed Value, Position;
    public Codes* Properties;
    public long Offset;
    public int Count, From, To, Customer;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly long TimeMs(int i) => (Seconds[Offset + i] * 1000L) + (Millis == null ? 0 : Millis[Offset + i]);

    /// <summary>The first row at or after a time.</summary>
    public readonly int FirstAtOrAfter(long timeMs)
    {
        int low = 0, high = Count;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (TimeMs(middle) < timeMs) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    /// <summary>Sets the part inside a period given in milliseconds, start inclusive, end exclusive.</summary>
    public void Within(long fromMs, long toMs)
    {
        if (Count == 0) { From = To = 0; return; }
        From = TimeMs(0) >= fromMs ? 0 : FirstAtOrAfter(fromMs);
        To = TimeMs(Count - 1) < toMs ? Count : FirstAtOrAfter(toMs);
        if (To < From) To = From;
    }
}
