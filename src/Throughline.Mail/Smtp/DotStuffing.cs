namespace Throughline.Mail.Smtp;

/// <summary>
/// The transparency of RFC 5321 section 4.5.2: a dot at the start of a line is doubled, and the end is CRLF.CRLF.
/// Every lone CR or LF becomes CRLF, so that no server can take a part of the message for its end (SMTP smuggling).
/// </summary>
internal sealed class DotStuffing
{
    private byte _last = (byte)'\n';
    private bool _isAtLineStart = true;

    /// <summary>The most bytes that a block of this size can become.</summary>
    public static int MostFor(int count) => (count * 2) + 5;

    /// <summary>Writes a block as it goes on the wire and returns the bytes written.</summary>
    public int Write(ReadOnlySpan<byte> block, Span<byte> target)
    {
        var written = 0;
        for (var i = 0; i < block.Length;)
        {
            if (_last == '\r' && block[i] != '\n') written += EndLine(target[written..]);
            if (_isAtLineStart && block[i] == '.') target[written++] = (byte)'.';
            var end = block[i..].IndexOfAny((byte)'\r', (byte)'\n');
            var plain = end < 0 ? block[i..] : block.Slice(i, end);
            plain.CopyTo(target[written..]);
            written += plain.Length;
            i += plain.Length;
            if (plain.Length > 0) (_last, _isAtLineStart) = (plain[^1], false);
            if (i == block.Length) break;
            if (block[i] == '\n') written += EndLine(target[written..]);
            else _last = (byte)'\r';   // Written when it is known what follows.
            i++;
        }

        return written;
    }

    /// <summary>Writes the end of the message.</summary>
    public int End(Span<byte> target)
    {
        var written = _last == '\r' || !_isAtLineStart ? EndLine(target) : 0;
        ".\r\n"u8.CopyTo(target[written..]);
        return written + 3;
    }

    private int EndLine(Span<byte> target)
    {
        "\r\n"u8.CopyTo(target);
        (_last, _isAtLineStart) = ((byte)'\n', true);
        return 2;
    }
}
