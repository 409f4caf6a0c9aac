namespace Throughline.Mail.Imap;

/// <summary>
/// Where MailKit puts the body of one message as it arrives. A body that goes nowhere is only counted. MailKit hands out a NIL as a stream that it never
/// touched, which is how a message that is not there is told from an empty one.
/// </summary>
internal sealed class MessageBody(Stream store, long size) : Stream
{
    private Stream? _store = store;

    public long Size => size;

    /// <summary>Whether the server sent a body at all.</summary>
    public bool IsGiven { get; private set; }

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => true;
    public override long Length => Store.Length;

    public override long Position
    {
        get => Store.Position;
        set
        {
            IsGiven = true;
            Store.Position = value;
        }
    }

    private Stream Store => _store ?? throw new ObjectDisposedException(nameof(MessageBody));

    /// <summary>Gives the bytes away, at their start; what is left can be disposed of.</summary>
    public Stream Detach()
    {
        var detached = Store;
        _store = null;
        detached.Position = 0;
        return detached;
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        IsGiven = true;
        Store.Write(buffer, offset, count);
    }

    public override int Read(byte[] buffer, int offset, int count) => Store.Read(buffer, offset, count);

    public override void Flush() => Store.Flush();

    public override long Seek(long offset, SeekOrigin origin) => Store.Seek(offset, origin);

    public override void SetLength(long value) => Store.SetLength(value);

    protected override void Dispose(bool disposing)
    {
        if (disposing) _store?.Dispose();
        base.Dispose(disposing);
    }
}
