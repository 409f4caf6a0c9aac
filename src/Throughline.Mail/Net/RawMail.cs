using System.Text;
using MimeKit;
using MimeKit.IO;

namespace Throughline.Mail.Net;

/// <summary>
/// A message that MailKit sends or appends byte for byte as it came, though MailKit knows only parsed ones: all of it, its header included, is the "body"
/// of a message without a header. It is read from the stream as often as it is asked for, and none of it is held.
/// </summary>
internal sealed class RawMail : MimePart
{
    /// <summary>Said to MailKit alone, and hidden from the server. No blank line follows, so MimeKit writes none of its own.</summary>
    private const string Header = "Content-Type: application/x-raw-mail\r\n";
    private const string EightBits = "Content-Transfer-Encoding: 8bit\r\n";

    private static readonly ParserOptions Parser = MakeParser();

    private Stream _raw = Stream.Null;
    private long _start;
    private bool _makesLinesWhole;
    private Action _written = () => { };

    /// <summary>Called by MimeKit's parser.</summary>
    public RawMail(MimeEntityConstructorArgs args) : base(args)
    {
    }

    /// <summary>How to write such a message.</summary>
    public static FormatOptions Format { get; } = MakeFormat();

    /// <summary>A seekable stream, from where it stands to its end, as a message.</summary>
    /// <param name="raw">The bytes.</param>
    /// <param name="makesLinesWhole">Whether lone CR and LF become CRLF.</param>
    /// <param name="hasEightBits">Whether the server must be told that the body is not ASCII (8BITMIME).</param>
    /// <param name="written">Told each time when all of it was written.</param>
    public static MimeMessage Of(Stream raw, bool makesLinesWhole = false, bool hasEightBits = false, Action? written = null)
    {
        using var header = new MemoryStream(Encoding.ASCII.GetBytes(hasEightBits ? Header + EightBits : Header));
        var message = MimeMessage.Load(Parser, header);
        var body = (RawMail)message.Body!;
        (body._raw, body._start, body._makesLinesWhole) = (raw, raw.Position, makesLinesWhole);
        if (written is not null) body._written = written;
        return message;
    }

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
        _written();
    }

    public override async Task WriteToAsync(FormatOptions options, Stream stream, bool contentOnly, CancellationToken cancellationToken = default)
    {
        _raw.Position = _start;
        using var filtered = Filtered(stream);
        await _raw.CopyToAsync(filtered, 64 * 1024, cancellationToken);
        await filtered.FlushAsync(cancellationToken);
        _written();
    }

    private static ParserOptions MakeParser()
    {
        var parser = new ParserOptions();
        parser.RegisterMimeType("application/x-raw-mail", typeof(RawMail));
        return parser;
    }

    private static FormatOptions MakeFormat()
    {
        var format = FormatOptions.Default.Clone();
        format.HiddenHeaders.Add(HeaderId.ContentType);
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
