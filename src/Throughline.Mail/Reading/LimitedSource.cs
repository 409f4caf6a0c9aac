namespace Throughline.Mail.Reading;

/// <summary>
/// The bytes of a message as a stream for MimeKit, which holds a whole header field in memory: of a field that is longer than the limit
/// the rest is left out. A last line break is added where it is missing, for MimeKit sees no boundary in a header without. Its offsets are
/// translated back to the bytes.
/// </summary>
internal sealed class LimitedSource(ReadOnlyMemory<byte> bytes, int longestField) : Stream
{
    private readonly List<(long At, int Skipped)> _skips = [];
    private long? _fieldAt;
    private long _delivered;
    private int _at;
    private bool _isClosed;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _delivered;
        set => throw new NotSupportedException();
    }

    public void FieldBegins(long at) => _fieldAt = at;

    public void HeaderEnds() => _fieldAt = null;

    /// <summary>The bytes between two of MimeKit's offsets, what was left out included.</summary>
    public ReadOnlyMemory<byte> Slice(long from, long to)
    {
        var start = Place(from);
        return bytes[start..Math.Max(start, Place(to))];
    }

    /// <summary>The byte at one of MimeKit's offsets; 0 behind the end.</summary>
    public byte this[long at] => Place(at) is var place && place < bytes.Length ? bytes.Span[place] : (byte)0;

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (_fieldAt is { } begun && _delivered - begun > longestField) SkipField();
        var take = Math.Min(buffer.Length, bytes.Length - _at);
        bytes.Span.Slice(_at, take).CopyTo(buffer);
        _at += take;
        if (_at == bytes.Length && take < buffer.Length && !_isClosed)
        {
            _isClosed = true;
            if (bytes is { IsEmpty: false, Span: [.., not (byte)'\n'] }) buffer[take++] = (byte)'\n';
        }
        _delivered += take;
        return take;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    // To the line break before a line that is no continuation.
    private void SkipField()
    {
        var rest = bytes.Span[_at..];
        var end = 0;
        while (end < rest.Length)
        {
            var line = rest[end..].IndexOf((byte)'\n');
            if (line < 0) { end = rest.Length; break; }
            end += line;
            if (end + 1 >= rest.Length || rest[end + 1] is not ((byte)' ' or (byte)'\t')) break;
            end++;
        }
        if (end == 0) return;
        _skips.Add((_delivered, end));
        _at += end;
        _fieldAt = null;
    }

    private int Place(long at)
    {
        var place = at;
        foreach (var (from, skipped) in _skips)
        {
            if (at < from) break;
            place += skipped;
        }
        return (int)Math.Min(place, bytes.Length);
    }
}
