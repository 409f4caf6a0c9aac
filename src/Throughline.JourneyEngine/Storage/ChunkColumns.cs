using System.Runtime.InteropServices;

namespace Throughline.JourneyEngine;

/// <summary>
/// The rows of one chunk that is being filled, in memory of their own until they are written in one go. Elements are
/// addressed by their row in the segment. Rows are written from the first to the last, so that short copies may run over
/// their end: what they spoil is written next. One a thread.
/// </summary>
internal sealed unsafe class ChunkColumns(SegmentWriter writer) : IDisposable
{
    private const int Line = 64;
    private readonly NativeList<byte> _block = new();
    private readonly NativeList<long> _values = new(), _positions = new();
    private long _start;
    private int _count;

    public uint* Seconds { get; private set; }

    /// <summary>Null when no time has a fraction of a second.</summary>
    public ushort* Millis { get; private set; }

    public Codes Type, Channel, Touchpoint, Stage, Identity;
    public readonly Codes[] Properties = new Codes[writer.PropertyCount];
    public long* Values, Positions;

    /// <summary>Makes room for the rows from one number to another.</summary>
    public void Begin(long start, long end)
    {
        (_start, _count) = (start, (int)(end - start));
        _values.Resize(_count);
        _positions.Resize(_count);
        Values = _values.At - start;
        Positions = _positions.At - start;
        var length = 0L;
        foreach (var section in writer.RowSections) length += RoomFor(section);
        _block.Reserve(length);
        var at = _block.At;
        foreach (var section in writer.RowSections)
        {
            Place((Section)section.Id, new Codes(at - (start * section.Width), section.Width));
            at += RoomFor(section);
        }
        // Who has one identity has no number of it written.
        NativeMemory.Clear(Identity.At + (start * Identity.Width), (nuint)_count * (nuint)Identity.Width);
    }

    /// <summary>Writes the rows to the segment, and says how values and positions were packed.</summary>
    public ChunkEntry Write()
    {
        var from = _block.At;
        foreach (var section in writer.RowSections)
        {
            writer.Write(section.Offset + (_start * section.Width), from, (long)_count * section.Width);
            from += RoomFor(section);
        }
        var v = Pack(_values, hasNone: true);
        var p = Pack(_positions, hasNone: false);
        return new ChunkEntry
        { ValueOffset = v.Offset, ValueWidth = v.Width, ValueLeast = v.Least, ValueUnit = v.Unit, PositionOffset = p.Offset, PositionWidth = p.Width,
            PositionLeast = p.Least
        };
    }

    public void Dispose()
    {
        _block.Dispose();
        _values.Dispose();
        _positions.Dispose();
    }

    private long RoomFor(in SectionEntry section) => ((((long)_count * section.Width) + Line - 1) / Line * Line) + Line;

    private void Place(Section section, Codes column)
    {
        switch (section)
        {
            case Section.Seconds: Seconds = (uint*)column.At; break;
            case Section.Millis: Millis = column.Width == 0 ? null : (ushort*)column.At; break;
            case Section.Type: Type = column; break;
            case Section.Channel: Channel = column; break;
            case Section.Touchpoint: Touchpoint = column; break;
            case Section.Stage: Stage = column; break;
            case Section.LocalIdentity: Identity = column; break;
            default: Properties[section - Section.FirstProperty] = column; break;
        }
    }

    /// <summary>Packs numbers in the memory they lie in, and writes them to the packed section.</summary>
    private (long Offset, int Width, long Least, long Unit) Pack(NativeList<long> numbers, bool hasNone)
    {
        var (least, most) = RangeOf(numbers.Span);
        if (least > most) return (0, 0, 0, 1);
        var (unit, extra) = (hasNone ? UnitOf(numbers.Span, least) : 1, hasNone ? 1u : 0u);
        var width = Packed.WidthFor(((UInt128)((Int128)most - least) / (UInt128)unit) + extra);
        var (at, to) = ((nint)numbers.At, 0);
        // "No value" is the least number of all, so that a plain comparison tells it.
        if (width == 1) foreach (var n in numbers.Span) ((byte*)at)[to++] = (byte)(n < least ? 0 : ((n - least) / unit) + extra);
        else if (width == 2) foreach (var n in numbers.Span) ((ushort*)at)[to++] = (ushort)(n < least ? 0 : ((n - least) / unit) + extra);
        else if (width == 4) foreach (var n in numbers.Span) ((uint*)at)[to++] = (uint)(n < least ? 0 : ((n - least) / unit) + extra);
        return (writer.WritePacked((byte*)numbers.At, (long)numbers.Count * width), width, least, unit);
    }

    // Amounts come in hundredths where the caller counts in smaller parts: then the steps between them are what is kept.
    private static long UnitOf(ReadOnlySpan<long> numbers, long least)
    {
        var unit = 1_000_000L;
        foreach (var n in numbers)
        {
            if (n == JourneyRow.NoValue) continue;
            while (unit > 1 && (UInt128)((Int128)n - least) % (UInt128)unit != 0) unit /= 10;
            if (unit == 1) break;
        }
        return unit;
    }

    /// <summary>The least and the largest number that is a value; the least is above the largest when there are none.</summary>
    private static (long Least, long Most) RangeOf(ReadOnlySpan<long> numbers)
    {
        long least = long.MaxValue, most = long.MinValue;
        foreach (var n in numbers)
        {
            least = Math.Min(least, n == JourneyRow.NoValue ? long.MaxValue : n);
            most = Math.Max(most, n);
        }
        return (least, most);
    }
}
