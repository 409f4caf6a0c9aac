using MimeKit;
using Throughline.Mail.Messages;

namespace Throughline.Mail.Reading;

/// <summary>
/// Builds our tree of parts from what MimeKit's reader comes upon. What MimeKit leaves to us is added: limits on parts, fields and their
/// size, texts that begin within a header, and multiparts that do not use the boundary they declare.
/// </summary>
internal sealed class PartReader : MimeReader
{
    private readonly LimitedSource _source;
    private readonly ReadLimits _limits;
    private readonly Defects _defects;
    private readonly int _depth;
    private readonly bool _isSecondTry;
    private readonly Stack<OpenPart> _open = new();
    private List<Header> _fields = [];
    private long _headerEnd;
    private int _messagesWithin;   // a message within the message is a leaf; it is read when somebody asks for it
    private int _parts;
    private MailPart? _root;

    private PartReader(ReadOnlyMemory<byte> bytes, ReadLimits limits, Defects defects, int depth, int parts, bool isSecondTry)
        : this(new LimitedSource(bytes, limits.HeaderBytes), limits, defects, depth, parts, isSecondTry)
    {
    }

    private PartReader(LimitedSource source, ReadLimits limits, Defects defects, int depth, int parts, bool isSecondTry)
        : base(MimeOptions.ForDepth(limits.Depth - depth), source)
    {
        (_source, _limits, _defects, _depth, _parts, _isSecondTry) = (source, limits, defects, depth, parts, isSecondTry);
    }

    /// <summary>The outermost part of a message; bytes without any header are a text.</summary>
    public static MailPart Read(ReadOnlyMemory<byte> bytes, ReadLimits limits, Defects defects, int depth) =>
        new PartReader(LetterStart.Find(bytes, defects), limits, defects, depth, 0, isSecondTry: false).Read();

    private MailPart Read()
    {
        try
        {
            ReadMessage();
        }
        catch (TooManyPartsException)
        {
            _defects.Add("There are more parts than the limit.");
            foreach (var part in _open) part.IsClosed = true;
        }
        catch (FormatException)
        {
            // MimeKit found no header, or a last line that is none. What came before is kept.
            if (_fields.Count == 0 && _source[0] != 0) _defects.Add("The blank line between header and body is missing.");
            if (_root is null && _open.Count == 0) _open.Push(new(null, _fields, 0, _fields.Count == 0 ? 0 : Position));
        }
        while (_open.Count > 0) End(int.MaxValue);
        return _root!;
    }

    protected override void OnHeadersBegin(long beginOffset, int beginLineNumber, CancellationToken cancellationToken)
    {
        _source.FieldBegins(beginOffset);
        if (_messagesWithin == 0) _fields = [];
    }

    protected override void OnHeaderRead(Header header, int beginLineNumber, CancellationToken cancellationToken)
    {
        _source.FieldBegins(Position);
        if (_messagesWithin > 0) return;
        if (_fields.Count < _limits.Headers) _fields.Add(header);
        else _defects.Add("There are more header fields than the limit.");
    }

    protected override void OnHeadersEnd(long beginOffset, int beginLineNumber, long endOffset, int endLineNumber, CancellationToken cancellationToken)
    {
        _source.HeaderEnds();
        if (_messagesWithin == 0) _headerEnd = endOffset;
    }

    protected override void OnMimePartBegin(ContentType contentType, long beginOffset, int beginLineNumber, CancellationToken cancellationToken) =>
        Begin(contentType, beginOffset);

    protected override void OnMimePartEnd(
        ContentType contentType, long beginOffset, int beginLineNumber, long headersEndOffset, long endOffset, int lines,
        CancellationToken cancellationToken) =>
        End(endOffset);

    protected override void OnMultipartBegin(ContentType contentType, long beginOffset, int beginLineNumber, CancellationToken cancellationToken) =>
        Begin(contentType, beginOffset);

    protected override void OnMultipartEndBoundaryBegin(long beginOffset, int lineNumber, CancellationToken cancellationToken)
    {
        if (_messagesWithin == 0) _open.Peek().IsClosed = true;
    }

    protected override void OnMultipartEnd(
        ContentType contentType, long beginOffset, int beginLineNumber, long headersEndOffset, long endOffset, int lines,
        CancellationToken cancellationToken) =>
        End(endOffset);

    protected override void OnMessagePartBegin(ContentType contentType, long beginOffset, int beginLineNumber, CancellationToken cancellationToken)
    {
        Begin(contentType, beginOffset);
        _messagesWithin++;
    }

    protected override void OnMessagePartEnd(
        ContentType contentType, long beginOffset, int beginLineNumber, long headersEndOffset, long endOffset, int lines,
        CancellationToken cancellationToken)
    {
        _messagesWithin--;
        End(endOffset);
    }

    private void Begin(ContentType type, long at)
    {
        if (_messagesWithin > 0) return;
        if (_parts >= _limits.Parts) throw new TooManyPartsException();
        _parts++;
        _open.Push(new(type, _fields, at, _headerEnd));
    }

    private void End(long at)
    {
        if (_messagesWithin > 0) return;
        var ended = _open.Pop();
        var part = Part(ended, at);
        if (_open.TryPeek(out var parent)) parent.Children.Add(part);
        else _root = part;
    }

    private MailPart Part(OpenPart ended, long end)
    {
        var depth = _depth + _open.Count;
        var (headers, bodyAt) = HeaderBlock.Of(ended.Fields, ended.HeaderEnd, _source, _limits, _defects);
        var body = _source.Slice(bodyAt, end);
        var type = HeaderBlock.TypeOf(headers, Otherwise(), _defects);
        var children = type.IsMultipart ? Children(ended, type, headers, body, depth) : [];
        if (type.IsMultipart && children.Count == 0 && depth < _limits.Depth)
        {
            // Without a single boundary it is a plain text that says it is a multipart.
            _defects.Add("A multipart has no parts.");
            type = MediaType.Read(null);
        }
        // Raw 8-bit headers of a multipart are read by the charset that its texts name.
        if (_open.Count == 0 && !_isSecondTry && type.Charset is null && CharsetWithin(children) is { } charset) headers = headers.WithFallback(charset);
        return new(headers, type, _source.Slice(ended.Begin, end), body, children, _limits, depth);
    }

    private static string? CharsetWithin(List<MailPart> parts) =>
        parts.SelectMany(p => p.Walk()).Select(p => p.MediaType.Charset).FirstOrDefault(c => c is not null);

    // RFC 2046, 5.1.5
    private string Otherwise() =>
        _open.TryPeek(out var parent) && parent.Type is { } type && type.IsMimeType("multipart", "digest") ? "message/rfc822" : "text/plain";

    private List<MailPart> Children(OpenPart ended, MediaType type, MailHeaders headers, ReadOnlyMemory<byte> body, int depth)
    {
        if (depth >= _limits.Depth)
        {
            _defects.Add("Parts are nested deeper than the limit.");
            return [];
        }
        if (ended.Children.Count > 0)
        {
            if (!ended.IsClosed) _defects.Add("A multipart is not closed.");
            return ended.Children;
        }
        return _isSecondTry && _open.Count == 0 ? [] : Reopened(type, headers, body, depth);
    }

    // RFC 2045, 6.4 forbids encoding a multipart; a gateway that did it anyway still means the parts inside.
    private List<MailPart> Reopened(MediaType type, MailHeaders headers, ReadOnlyMemory<byte> body, int depth)
    {
        var encoding = TransferDecoding.Named(headers.Value("Content-Transfer-Encoding"));
        if (encoding == ContentEncoding.Base64 && !body.Span.Contains((byte)'-')) body = TransferDecoding.Decode(body.Span, encoding);
        var declared = type["boundary"]?.TrimEnd();
        if (string.IsNullOrEmpty(declared)) _defects.Add("A multipart declares no boundary.");
        else if (Opened(type, body, declared, depth) is { Count: > 0 } parts) return parts;
        if (BoundaryGuess.Of(body.Span) is not { } guessed || guessed == declared) return [];
        _defects.Add("The boundary that a multipart declares is not the one it uses.");
        return Opened(type, body, guessed, depth);
    }

    private List<MailPart> Opened(MediaType type, ReadOnlyMemory<byte> body, string boundary, int depth)
    {
        if (body.Span.IndexOf(BoundaryGuess.Line(boundary)) < 0) return [];
        byte[] whole = [.. BoundaryGuess.Header(type, boundary), .. body.Span];
        var second = new PartReader(whole, _limits, _defects, depth, _parts - 1, isSecondTry: true);
        var root = second.Read();
        _parts = second._parts;
        return [.. root.Children];
    }

    private sealed class TooManyPartsException : Exception;
}
