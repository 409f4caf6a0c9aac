using System.Text;
using System.Text.Unicode;

namespace Throughline.Data.Import.Reading;

/// <summary>The text of fields that do not stand in the file as they are meant: with doubled quotes, or no UTF-8.</summary>
internal sealed class FieldText(Encoding fallBack)
{
    private const byte Quote = (byte)'"';

    private byte[] _scratch = new byte[4096];
    private int _used;

    /// <summary>The row is done with; what was made for it may be overwritten.</summary>
    public void Clear() => _used = 0;

    /// <summary>What stands between the quotes, with doubled ones made single; text after the closing quote is kept.</summary>
    public ReadOnlySpan<byte> Unquoted(ReadOnlySpan<byte> field)
    {
        var inside = field[1..];
        var close = inside.IndexOf(Quote);
        if (close == inside.Length - 1) return inside[..close];
        var into = Room(inside.Length);
        var length = 0;
        while (close >= 0)
        {
            inside[..close].CopyTo(into[length..]);
            length += close;
            inside = inside[(close + 1)..];
            if (inside.IsEmpty || inside[0] != Quote) break;
            into[length++] = Quote;
            inside = inside[1..];
            close = inside.IndexOf(Quote);
        }
        inside.CopyTo(into[length..]);
        return into[..(length + inside.Length)];
    }

    /// <summary>The bytes if they are UTF-8, else what they say in the other encoding.</summary>
    public ReadOnlySpan<byte> Valid(ReadOnlySpan<byte> field)
    {
        if (Utf8.IsValid(field)) return field;
        var text = fallBack.GetString(field);
        var into = Room(Encoding.UTF8.GetMaxByteCount(text.Length));
        return into[..Encoding.UTF8.GetBytes(text, into)];
    }

    // Growing leaves the old piece to those who still read it.
    private Span<byte> Room(int length)
    {
        if (_used + length > _scratch.Length) (_scratch, _used) = (new byte[Math.Max(_scratch.Length * 2, length)], 0);
        _used += length;
        return _scratch.AsSpan(_used - length, length);
    }
}
