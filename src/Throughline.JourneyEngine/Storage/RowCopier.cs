using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Throughline.JourneyEngine;

/// <summary>
/// Copies rows into the columns of a chunk that is being filled from its first row to its last. A customer has few rows,
/// so a copy is done in whole steps of 32 bytes and may spoil what lies behind it, except at the end of the chunk, where
/// another thread's rows begin.
/// </summary>
/// <param name="values">Where the value of row 0 would lie; packed when the chunk is whole.</param>
/// <param name="positions">The same for journal positions.</param>
/// <param name="end">One past the chunk's last row.</param>
internal sealed unsafe class RowCopier(SegmentWriter writer, long* values, long* positions, long end)
{
    private const int Step = 32;
    private readonly Codes[] _properties = writer.Properties;

    /// <summary>Copies rows that lie together.</summary>
    /// <param name="withIdentities">True when they are of more than one identity.</param>
    public void Copy(in RowView rows, long to, int count, bool withIdentities)
    {
        if (count == 0) return;
        var from = rows.Offset;
        var exact = to + count + Step > end;
        Copy((byte*)(rows.Seconds + from), (byte*)(writer.Seconds + to), count * 4L, exact);
        if (writer.Millis != null) CopyMillis(rows, to, count);
        Copy(rows.Type, writer.Type, from, to, count, exact);
        Copy(rows.Channel, writer.Channel, from, to, count, exact);
        Copy(rows.Touchpoint, writer.Touchpoint, from, to, count, exact);
        Copy(rows.Stage, writer.Stage, from, to, count, exact);
        if (withIdentities) for (var i = 0; i < count; i++) writer.Identity.Set(to + i, rows.Identity[from + i]);
        for (var p = 0; p < _properties.Length; p++) Copy(rows.Properties[p], _properties[p], from, to, count, exact);
        rows.Value.Unpack(from, count, values + to);
        rows.Position.Unpack(from, count, positions + to);
    }

    /// <summary>Writes a fresh row, but for its place among the customer's identities.</summary>
    public void Write(in TailRow row, long to, Paged<int> properties, int firstProperty)
    {
        var (second, millis) = Math.DivRem((ulong)row.TimeMs, 1000);
        writer.Seconds[to] = (uint)second;
        if (writer.Millis != null) writer.Millis[to] = (ushort)millis;
        writer.Type.Set(to, row.Type);
        writer.Channel.Set(to, row.Channel);
        writer.Touchpoint.Set(to, row.Touchpoint);
        writer.Stage.Set(to, row.Stage);
        for (var p = 0; p < _properties.Length; p++) _properties[p].Set(to, properties.Get(firstProperty + p));
        (values[to], positions[to]) = (row.Value, row.Position);
    }

    private void CopyMillis(in RowView rows, long to, int count)
    {
        var millis = new Span<ushort>(writer.Millis + to, count);
        if (rows.Millis == null) millis.Clear();
        else new ReadOnlySpan<ushort>(rows.Millis + rows.Offset, count).CopyTo(millis);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(in Codes source, in Codes target, long from, long to, int count, bool exact)
    {
        if (source.Width != target.Width) target.CopyFrom(source, from, to, count);
        else if (source.Width != 0) Copy(source.At + (from * source.Width), target.At + (to * target.Width), (long)count * source.Width, exact);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(byte* from, byte* to, long length, bool exact)
    {
        if (exact || length > 1024)
        {
            Buffer.MemoryCopy(from, to, length, length);
            return;
        }
        for (var end = from + length; from < end; from += Step, to += Step) Vector256.Load(from).Store(to);
    }
}
