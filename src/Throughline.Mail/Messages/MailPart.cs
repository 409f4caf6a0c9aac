using MimeKit;
using Throughline.Mail.Charsets;
using Throughline.Mail.Reading;

namespace Throughline.Mail.Messages;

/// <summary>One MIME entity (RFC 2045, 2.4): a leaf with content or a multipart with children. Immutable; decoding happens on first use.</summary>
public sealed class MailPart
{
    private byte[]? content;
    private readonly ReadOnlyMemory<byte> body;
    private readonly ReadLimits limits;
    private readonly int depth;

    internal MailPart(
        MailHeaders headers, MediaType mediaType, ReadOnlyMemory<byte> raw, ReadOnlyMemory<byte> body, IReadOnlyList<MailPart> children,
        ReadLimits limits, int depth)
    {
        Headers = headers;
        MediaType = mediaType;
        Raw = raw;
        this.body = body;
        Children = children;
        this.limits = limits;
        this.depth = depth;
    }

    /// <summary>The part's own header fields.</summary>
    public MailHeaders Headers { get; }

    /// <summary>The media type; <c>text/plain</c> when nothing usable is declared (RFC 2045, 5.2).</summary>
    public MediaType MediaType { get; }

    /// <summary>The whole part as it arrived, headers included.</summary>
    public ReadOnlyMemory<byte> Raw { get; }

    /// <summary>The body as it arrived, transfer encoding not undone.</summary>
    public ReadOnlyMemory<byte> RawBody => body;

    /// <summary>The parts of a multipart (RFC 2046, 5.1), in order; empty for a leaf.</summary>
    public IReadOnlyList<MailPart> Children { get; }

    /// <summary>The body with the transfer encoding undone (RFC 2045, 6; uuencode too). Never larger than the body itself.</summary>
    public ReadOnlyMemory<byte> Content
    {
        get
        {
            if (!TransferDecoding.Changes(TransferEncoding)) return body;
            return content ??= TransferDecoding.Decode(body.Span, TransferEncoding);
        }
    }

    /// <summary>The content as text by its charset, or a guess (see <see cref="Charset.Decode"/>); line ends are LF.</summary>
    public string Text => field ??= BodyText.Read(this);

    /// <summary>The declared disposition in lower case (RFC 2183): <c>attachment</c>, <c>inline</c> or another word; null when absent.</summary>
    public string? Disposition => DispositionValue.Kind;

    /// <summary>The file name by RFC 2183 <c>filename</c>, else by RFC 2046 <c>name</c>, decoded by RFC 2231 or RFC 2047; null when absent.</summary>
    public string? FileName => DispositionValue.FileName ?? (NonEmpty(MediaType["name"]) is { } name ? PlainLine.Of(name) : null);

    /// <summary>The Content-ID without angle brackets (RFC 2392), or null.</summary>
    public string? ContentId => NonEmpty(Headers.Value("Content-ID")?.Trim(' ', '\t', '<', '>'));

    /// <summary>The Content-Location (RFC 2557), or null.</summary>
    public string? ContentLocation => NonEmpty(Headers.Value("Content-Location"));

    /// <summary>
    /// The message inside a <c>message/rfc822</c> or <c>message/global</c> part (RFC 2046, 5.2.1; RFC 6532); null for other parts and
    /// below the depth limit.
    /// </summary>
    public MailMessage? Message => IsMessage && depth < limits.Depth ? field ??= MailReader.Read(Content, limits, depth + 1) : null;

    /// <summary>True when the part holds a whole message.</summary>
    public bool IsMessage => MediaType.Type == "message" && MediaType.Subtype is "rfc822" or "global" or "news";

    internal ContentEncoding TransferEncoding => TransferDecoding.Named(Headers.Value("Content-Transfer-Encoding"));

    internal DispositionValue DispositionValue => field ??= DispositionValue.Read(Headers.Value("Content-Disposition"));

    /// <summary>This part and all below it, in the order they arrived.</summary>
    public IEnumerable<MailPart> Walk()
    {
        var waiting = new Stack<MailPart>();
        waiting.Push(this);
        while (waiting.TryPop(out var part))
        {
            yield return part;
            for (var i = part.Children.Count - 1; i >= 0; i--) waiting.Push(part.Children[i]);
        }
    }

    private static string? NonEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
