using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Throughline.JourneyEngine;

/// <summary>
/// Copies rows into the columns of a chunk that is being filled. A customer has few rows, so a copy is done in whole
/// steps of 32 bytes and may spoil what lies behind it.
/// </summary>
internal sealed unsafe class RowCopier(ChunkColumns columns)
{
    private const int Step = 32;
    private readonly Codes[] _properties = columns.Properties;

    public ChunkColumns Columns => columns;

    /// <summary>Copies rows that lie together.</summary>
    /// <param name="withIdentities">True when they are of more than one identity.</param>
    public void Copy(in RowView rows, long to, int count, bool withIdentities)
    {
        if (count == 0) return;
        var from = rows.Offset;
        Copy((byte*)(rows.Seconds + from), (byte*)(columns.Seconds + to), count * 4L);
        if (columns.Millis != null) CopyMillis(rows, to, count);
        Copy(rows.Type, columns.Type, from, to, count);
        Copy(rows.Channel, columns.Channel, from, to, count);
        Copy(rows.Touchpoint, columns.Touchpoint, from, to, count);
        Copy(rows.Stage, columns.Stage, from, to, count);
        if (withIdentities) for (var i = 0; i < count; i++) columns.Identity.Set(to + i, rows.Identity[from + i]);
        for (var p = 0; p < _properties.Length; p++) Copy(rows.Properties[p], _properties[p], from, to, count);
        rows.Value.Unpack(from, count, columns.Values + to);
        rows.Position.Unpack(from, count, columns.Positions + to);
    }

    /// <summary>Writes a fresh row, but for its place among the customer's identities.</summary>
    public void Write(in TailRow row, long to, Paged<int> properties, int firstProperty)
    {
        var (second, millis) = Math.DivRem((ulong)row.TimeMs, 1000);
        columns.Seconds[to] = (uint)second;
        if (columns.Millis != null) columns.Millis[to] = (ushort)millis;
        columns.Type.Set(to, row.Type);
        columns.Channel.Set(to, row.Channel);
        columns.Touchpoint.Set(to, row.Touchpoint);
        columns.Stage.Set(to, row.Stage);
        for (var p = 0; p < _properties.Length; p++) _properties[p].Set(to, properties.Get(firstProperty + p));
        (columns.Values[to], columns.Positions[to]) = (row.Value, row.Position);
    }

    private void CopyMillis(in RowView rows, long to, int count)
    {
        var millis = new Span<ushort>(columns.Millis + to, count);
        if (rows.Millis == null) millis.Clear();
        else new ReadOnlySpan<ushort>(rows.Millis + rows.Offset, count).CopyTo(millis);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(in Codes source, in Codes target, long from, long to, int count)
    {
        if (source.Width != target.Width) target.CopyFrom(source, from, to, count);
        else if (source.Width != 0) Copy(source.At + (from * source.Width), target.At + (to * target.Width), (long)count * source.Width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(byte* from, byte* to, long length)
    {
        if (length > 1024)
        {
            Buffer.MemoryCopy(from, to, length, length);
            return;
        }
        for (var end = from + length; from < end; from += Step, to += Step) Vector256.Load(from).Store(to);
    }
}
