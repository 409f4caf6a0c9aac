namespace Throughline.Mail.Reading;

/// <summary>
/// Makes the start of a message one that MimeKit understands: a byte order mark, blank lines, mbox lines and broken lines before the first
/// field are passed over, and line ends of old systems become plain ones.
/// </summary>
internal static class LetterStart
{
    private const int LinesToLookAt = 3;

    /// <summary>The message from its first field on; everything when there is none.</summary>
    public static ReadOnlyMemory<byte> Find(ReadOnlyMemory<byte> bytes, Defects defects)
    {
        bytes = WithPlainLineEnds(bytes);
        var span = bytes.Span;
        var at = span.StartsWith("\uFEFF"u8) ? 3 : 0;
        at += BlankLines(span[at..]);
        while (span[at..].StartsWith("From "u8) || span[at..].StartsWith(">From "u8)) at += LineLength(span[at..]);
        while (KnownFields.NameLength(FirstLine(span[at..])) < 0 && FieldFollows(span[at..]))
        {
            defects.Add("A line in the header is neither a field nor a continuation.");
            at += LineLength(span[at..]);
        }
        return bytes[at..];
    }

    // A lone CR, and CR CR LF: the upload of CRLF as text.
    private static ReadOnlyMemory<byte> WithPlainLineEnds(ReadOnlyMemory<byte> bytes)
    {
        var span = bytes.Span;
        var line = span.IndexOf((byte)'\n');
        var plain = line < 0 ? !span.Contains((byte)'\r') : !span[..line].EndsWith("\r\r"u8);
        if (plain) return bytes;
        var kept = new byte[span.Length];
        var length = 0;
        for (var i = 0; i < span.Length; i++)
        {
            if (line >= 0 && span[i..].StartsWith("\r\r"u8)) continue;
            kept[length++] = line < 0 && span[i] == '\r' ? (byte)'\n' : span[i];
        }
        return kept.AsMemory(0, length);
    }

    // Blank lines before what is no field are the end of an empty header.
    private static int BlankLines(ReadOnlySpan<byte> text)
    {
        var blank = text.IndexOfAnyExcept((byte)'\r', (byte)'\n');
        return blank > 0 && (KnownFields.Looks(FirstLine(text[blank..])) || text[blank..].StartsWith("From "u8)) ? blank : 0;
    }

    private static bool FieldFollows(ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < LinesToLookAt && !text.IsEmpty && text[0] is not ((byte)'\r' or (byte)'\n'); i++)
        {
            text = text[LineLength(text)..];
            if (KnownFields.Looks(FirstLine(text))) return true;
        }
        return false;
    }

    private static ReadOnlySpan<byte> FirstLine(ReadOnlySpan<byte> text) => text[..LineLength(text)];

    private static int LineLength(ReadOnlySpan<byte> text) => text.IndexOf((byte)'\n') is >= 0 and var end ? end + 1 : text.Length;
}
