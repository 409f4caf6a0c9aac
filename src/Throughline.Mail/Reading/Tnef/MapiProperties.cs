using System.Buffers.Binary;

namespace Throughline.Mail.Reading.Tnef;

/// <summary>One MAPI property of a TNEF stream with its raw value.</summary>
internal readonly record struct MapiProperty(int Id, int Type, ReadOnlyMemory<byte> Data)
{
    public const int Body = 0x1000, AttachData = 0x3701, AttachFileName = 0x3704, AttachLongFileName = 0x3707, AttachMimeTag = 0x370E, AttachContentId = 0x3712;

    public bool IsUnicode => Type == 0x001F;
}

/// <summary>Reads the property list of MS-OXTNEF 2.1.3.4; stops where it no longer makes sense.</summary>
internal static class MapiProperties
{
    private const int MostProperties = 10_000;
    private const int MultipleValues = 0x1000;

    public static IEnumerable<MapiProperty> Read(ReadOnlyMemory<byte> data)
    {
        var at = 4;
        if (data.Length < 4) yield break;
        var count = BinaryPrimitives.ReadUInt32LittleEndian(data.Span);
        for (var i = 0; i < count && i < MostProperties; i++)
        {
            if (!TryUInt16(data, ref at, out var type) || !TryUInt16(data, ref at, out var id)) yield break;
            if (id >= 0x8000 && !SkipName(data, ref at)) yield break;
            var values = 1u;
            if ((type & MultipleValues) != 0 && !TryUInt32(data, ref at, out values)) yield break;
            for (var v = 0; v < values && v < MostProperties; v++)
            {
                if (!TryValue(data, ref at, type & ~MultipleValues, (type & MultipleValues) != 0, out var value)) yield break;
                if (v == 0) yield return new(id, type & ~MultipleValues, value);
            }
        }
    }

    private static bool TryValue(ReadOnlyMemory<byte> data, ref int at, int type, bool multiple, out ReadOnlyMemory<byte> value)
    {
        value = default;
        switch (type)
        {
            case 0x0002 or 0x000B: return TryTake(data, ref at, 4, 4, out value);                       // 16-bit numbers and booleans fill four bytes
            case 0x0003 or 0x0004 or 0x000A: return TryTake(data, ref at, 4, 4, out value);
            case 0x0005 or 0x0006 or 0x0007 or 0x0014 or 0x0040: return TryTake(data, ref at, 8, 8, out value);
            case 0x0048: return TryTake(data, ref at, 16, 16, out value);
            case 0x001E or 0x001F or 0x0102 or 0x000D:
                if (!multiple && !(TryUInt32(data, ref at, out var one) && one == 1)) return false;
                if (!TryUInt32(data, ref at, out var length) || length > int.MaxValue - 3) return false;
                return TryTake(data, ref at, (int)length, ((int)length + 3) & ~3, out value);
            default: return false;
        }
    }

    // A named property carries a GUID, then a number or a counted UTF-16 name.
    private static bool SkipName(ReadOnlyMemory<byte> data, ref int at)
    {
        if (!TryTake(data, ref at, 16, 16, out _) || !TryUInt32(data, ref at, out var kind)) return false;
        if (kind == 0) return TryUInt32(data, ref at, out _);
        return TryUInt32(data, ref at, out var length) && length <= int.MaxValue - 3 && TryTake(data, ref at, (int)length, ((int)length + 3) & ~3, out _);
    }

    private static bool TryTake(ReadOnlyMemory<byte> data, ref int at, int length, int padded, out ReadOnlyMemory<byte> value)
    {
        value = default;
        if (length > data.Length - at) return false;
        value = data.Slice(at, length);
        at = Math.Min(data.Length, at + padded);
        return true;
    }

    private static bool TryUInt16(ReadOnlyMemory<byte> data, ref int at, out int value)
    {
        value = 0;
        if (data.Length - at < 2) return false;
        value = BinaryPrimitives.ReadUInt16LittleEndian(data.Span[at..]);
        at += 2;
        return true;
    }

    private static bool TryUInt32(ReadOnlyMemory<byte> data, ref int at, out uint value)
    {
        value = 0;
        if (data.Length - at < 4) return false;
        value = BinaryPrimitives.ReadUInt32LittleEndian(data.Span[at..]);
        at += 4;
        return true;
    }
}
