using MimeKit;
using MimeKit.IO;

namespace Throughline.Mail.Net;

/// <summary>
/// A message that MailKit sends or appends as it came, though MailKit knows only parsed ones: its header is one field that MimeKit need not understand,
/// and its body is read from the stream as often as it is asked for, and never held.
/// </summary>
internal sealed class RawMail : MimePart
{
    private readonly Stream _body;
    private readonly long _start;
    private readonly bool _makesLinesWhole;
    private readonly Action _written;

    private RawMail(Stream body, bool makesLinesWhole, Action? written)
    {
        (_body, _start, _makesLinesWhole, _written) = (body, body.Position, makesLinesWhole, written ?? (() => { }));
        Headers.Clear();
    }

    /// <summary>Keeps out of sight what is only said to MailKit, not to the server.</summary>
    public static FormatOptions Format { get; } = MakeFormat();

    /// <summary>A seekable stream, from where it stands to its end, as a message. Line ends of the header become CRLF.</summary>
    /// <param name="raw">The bytes.</param>
    /// <param name="makesLinesWhole">Whether lone CR and LF become CRLF everywhere.</param>
    /// <param name="hasEightBits">Whether the server must be told that the body is not ASCII (8BITMIME).</param>
    /// <param name="written">Told each time when all of it was written.</param>
    public static MimeMessage Of(Stream raw, bool makesLinesWhole = false, bool hasEightBits = false, Action? written = null)
    {
        // MimeKit adds no fields of its own to a message that was read.
        using var nothing = new MemoryStream("X: y\r\n\r\n"u8.ToArray());
        var message = MimeMessage.Load(nothing);
        message.Headers.Clear();
        var header = TakeHeader(raw);
        if (makesLinesWhole) header = new WholeLinesFilter(endsLastLine: false).Whole(header);
        if (header.Length > 0) message.Headers.Add(new RawHeader(header));
        var body = new RawMail(raw, makesLinesWhole, written);
        if (hasEightBits) body.ContentTransferEncoding = ContentEncoding.EightBit;
        message.Body = body;
        return message;
    }

    /// <summary>The same as a body alone, for a message whose header is known.</summary>
    public static RawMail Part(Stream body) => new(body, makesLinesWhole: false, written: null);

    public override void Prepare(EncodingConstraint constraint, int maxLineLength = 78)
    {
        // It goes as it is.
    }

    public override void WriteTo(FormatOptions options, Stream stream, bool contentOnly, CancellationToken cancellationToken = default)
    {
        _body.Position = _start;
        using var filtered = Filtered(stream);
        _body.CopyTo(filtered, 64 * 1024);
        filtered.Flush(cancellationToken);
        _written();
    }

    public override async Task WriteToAsync(FormatOptions options, Stream stream, bool contentOnly, CancellationToken cancellationToken = default)
    {
        _body.Position = _start;
        using var filtered = Filtered(stream);
        await _body.CopyToAsync(filtered, 64 * 1024, cancellationToken);
        await filtered.FlushAsync(cancellationToken);
        _written();
    }

    /// <summary>The lines up to the first blank one, which is passed over: MimeKit writes it itself.</summary>
    private static byte[] TakeHeader(Stream raw)
    {
        using var header = new MemoryStream();
        long lineStart = 0;
        var isBlank = true;
        for (int b; (b = raw.ReadByte()) >= 0;)
        {
            header.WriteByte((byte)b);
            if (b != '\n')
            {
                isBlank = isBlank && b == '\r' && header.Length == lineStart + 1;
                continue;
            }

            if (isBlank)
            {
                header.SetLength(lineStart);
                break;
            }

            (lineStart, isBlank) = (header.Length, true);
        }

        return header.ToArray();
    }

    private static FormatOptions MakeFormat()
    {
        var format = FormatOptions.Default.Clone();
        format.HiddenHeaders.Add(HeaderId.ContentTransferEncoding);
        return format;
    }

    private FilteredStream Filtered(Stream stream)
    {
        var filtered = new FilteredStream(stream);
        if (_makesLinesWhole) filtered.Add(new WholeLinesFilter());
        return filtered;
    }

    /// <summary>Bytes that MimeKit writes as they are, because it takes them for no field.</summary>
    private sealed class RawHeader(byte[] lines) : Header(ParserOptions.Default, lines, 0, [], true);
}
