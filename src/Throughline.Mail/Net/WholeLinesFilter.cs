using MimeKit.IO.Filters;

namespace Throughline.Mail.Net;

/// <summary>Makes CRLF of every lone CR or LF, and ends the last line, so that no server can take a part of a message for its end (SMTP smuggling).</summary>
/// <param name="endsLastLine">Whether a last line without an end gets one.</param>
internal sealed class WholeLinesFilter(bool endsLastLine = true) : MimeFilterBase
{
    private byte _last = (byte)'\n';

    /// <summary>A whole text at once.</summary>
    public byte[] Whole(ReadOnlySpan<byte> text)
    {
        var whole = Filter(text.ToArray(), 0, text.Length, out var start, out var length, flush: true);
        return whole.AsSpan(start, length).ToArray();
    }

    public override void Reset()
    {
        _last = (byte)'\n';
        base.Reset();
    }

    protected override byte[] Filter(byte[] input, int startIndex, int length, out int outputIndex, out int outputLength, bool flush)
    {
        EnsureOutputSize((length * 2) + 4, keep: false);
        var output = OutputBuffer!;
        var written = 0;
        foreach (var b in input.AsSpan(startIndex, length))
        {
            if (_last == '\r' && b != '\n') written += EndLine(output, written);   // A CR is written when it is known what follows.
            if (b == '\n') written += EndLine(output, written);
            else if (b != '\r') output[written++] = b;
            _last = b;
        }

        if (flush && (_last == '\r' || (endsLastLine && _last != '\n')))
        {
            written += EndLine(output, written);
            _last = (byte)'\n';
        }

        (outputIndex, outputLength) = (0, written);
        return output;
    }

    private static int EndLine(byte[] output, int at)
    {
        "\r\n"u8.CopyTo(output.AsSpan(at));
        return 2;
    }
}
