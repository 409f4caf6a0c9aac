namespace Throughline.Mail.Net;

/// <summary>
/// Undoes the dots of RFC 5321 section 4.5.2 and RFC 1939 section 3. A line ends only at CRLF, and only CRLF.CRLF ends the text,
/// so that a lone LF can never smuggle an end.
/// </summary>
internal sealed class DotUnstuffing
{
    private At _at = At.LineStart;

    private enum At { LineStart, InLine, AfterCr, AfterDot, AfterDotCr, End }

    /// <summary>Whether the final dot was seen.</summary>
    public bool IsEnd => _at == At.End;

    /// <summary>Whether a CR without LF or an LF without CR was seen.</summary>
    public bool HasLoneLineEnds { get; private set; }

    /// <summary>Takes what belongs to the text from a block; the target must hold one byte more than the block.</summary>
    /// <returns>Bytes of the block that were used, which is all of them unless the text ended, and bytes written.</returns>
    public (int Used, int Written) Read(ReadOnlySpan<byte> block, Span<byte> target)
    {
        int i = 0, written = 0;
        while (i < block.Length && _at != At.End)
        {
            if (_at == At.InLine)
            {
                var end = block[i..].IndexOfAny((byte)'\r', (byte)'\n');
                var count = end < 0 ? block.Length - i : end + 1;
                block.Slice(i, count).CopyTo(target[written..]);
                (i, written) = (i + count, written + count);
                if (end < 0) break;
                if (block[i - 1] == '\r') _at = At.AfterCr;
                else HasLoneLineEnds = true;
                continue;
            }

            i += Step(block[i], target, ref written);
        }

        return (i, written);
    }

    /// <summary>Moves on by one byte at the places where its meaning depends on what came before; 0 when it must be looked at again.</summary>
    private int Step(byte b, Span<byte> target, ref int written)
    {
        switch (_at)
        {
            case At.LineStart when b == '.':
                _at = At.AfterDot;
                return 1;
            case At.AfterCr when b == '\n':
                target[written++] = b;
                _at = At.LineStart;
                return 1;
            case At.AfterDot when b == '\r':
                _at = At.AfterDotCr;
                return 1;
            case At.AfterDotCr when b == '\n':
                _at = At.End;
                return 1;
            case At.AfterDotCr:
                target[written++] = (byte)'\r';
                HasLoneLineEnds = true;
                _at = At.InLine;
                return 0;
            case At.AfterCr:
                HasLoneLineEnds = true;
                _at = At.InLine;
                return 0;
            default:
                _at = At.InLine;
                return 0;
        }
    }
}
