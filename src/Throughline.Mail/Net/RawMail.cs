using MimeKit;
using MimeKit.IO;

namespace Throughline.Mail.Net;

/// <summary>
/// A message that MailKit sends or appends byte for byte as it came, though MailKit knows only parsed ones: all of it, its header included, is the "body"
/// of a message without a header. It is read from the stream as often as it is asked for, and none of it is held.
/// </summary>
internal sealed class RawMail : MimePart
{
    private readonly Stream _raw;
    private readonly long _start;
    private readonly bool _makesLinesWhole;

    private RawMail(Stream raw, bool makesLinesWhole)
    {
        (_raw, _start, _makesLinesWhole) = (raw, raw.Position, makesLinesWhole);
        Headers.Clear();
    }

    /// <summary>Told when all of it was written.</summary>
    public Action Written { get; init; } = () => { };

    /// <summary>Keeps out of sight what is only said to MailKit, not to the server.</summary>
    public static FormatOptions Format { get; } = MakeFormat();

    /// <summary>A seekable stream, from where it stands to its end, as a message.</summary>
    /// <param name="raw">The bytes.</param>
    /// <param name="makesLinesWhole">Whether lone CR and LF become CRLF.</param>
    /// <param name="hasEightBits">Whether the server must be told that the body is not ASCII (8BITMIME).</param>
    /// <param name="written">Told each time when all of it was written.</param>
    public static MimeMessage Of(Stream raw, bool makesLinesWhole = false, bool hasEightBits = false, Action? written = null)
    {
        // Only a message that was read is written without a blank line of MimeKit's own.
        using var nothing = new MemoryStream("X: y\r\n"u8.ToArray());
        var message = MimeMessage.Load(nothing);
        message.Headers.Clear();
        var body = new RawMail(raw, makesLinesWhole) { Written = written ?? (() => { }) };
        if (hasEightBits) body.ContentTransferEncoding = ContentEncoding.EightBit;
        message.Body = body;
        return message;
    }

    /// <summary>The same as a body alone, for a message whose header is known.</summary>
    public static RawMail Part(Stream raw) => new(raw, makesLinesWhole: false);

    public override void Prepare(EncodingConstraint constraint, int maxLineLength = 78)
    {
        // It goes as it is.
    }

    public override void WriteTo(FormatOptions options, Stream stream, bool contentOnly, CancellationToken cancellationToken = default)
    {
        _raw.Position = _start;
        using var filtered = Filtered(stream);
        _raw.CopyTo(filtered, 64 * 1024);
        filtered.Flush(cancellationToken);
        Written();
    }

    public override async Task WriteToAsync(FormatOptions options, Stream stream, bool contentOnly, CancellationToken cancellationToken = default)
    {
        _raw.Position = _start;
        using var filtered = Filtered(stream);
        await _raw.CopyToAsync(filtered, 64 * 1024, cancellationToken);
        await filtered.FlushAsync(cancellationToken);
        Written();
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
}
