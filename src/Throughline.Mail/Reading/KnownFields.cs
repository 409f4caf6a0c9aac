using System.Collections.Frozen;
using System.Text;
using MimeKit;

namespace Throughline.Mail.Reading;

/// <summary>Tells a header line from prose by the field names that MimeKit knows.</summary>
internal static class KnownFields
{
    private const int Longest = 40;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Names = Enum.GetValues<HeaderId>()
        .Where(id => id != HeaderId.Unknown).Select(id => id.ToHeaderName()).ToFrozenSet(StringComparer.OrdinalIgnoreCase)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>True when a line starts like a header that mail really carries: a known name, X- or Content-, then a colon.</summary>
    public static bool Looks(ReadOnlySpan<byte> line)
    {
        var colon = NameLength(line);
        if (colon is <= 0 or > Longest) return false;
        Span<char> letters = stackalloc char[Longest];
        var name = (ReadOnlySpan<char>)letters[..Encoding.ASCII.GetChars(line[..colon].TrimEnd(" \t"u8), letters)];
        return Names.Contains(name)
            || name.StartsWith("X-", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The place of the colon behind a field's name; -1 when the line is no field.</summary>
    public static int NameLength(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        if (colon <= 0) return -1;
        var name = line[..colon].TrimEnd(" \t"u8);
        return name.IsEmpty || name.ContainsAnyExceptInRange((byte)33, (byte)126) ? -1 : colon;
    }
}
