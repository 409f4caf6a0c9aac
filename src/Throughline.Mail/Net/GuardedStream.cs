namespace Throughline.Mail.Net;

/// <summary>
/// The connection below a MailKit client, which limits no wait of its asynchronous calls: here each wait has a name and a limit.
/// After a timeout, a cancellation or a loss it is broken for good, because nobody knows where in the conversation it stands.
/// </summary>
internal sealed class GuardedStream(Stream inner, ConnectionOptions options) : Stream
{
    private string _awaited = "the server";
    private TimeSpan _limit = options.Timeouts.Reply;
    private bool _isClosed;

    /// <summary>What broke the connection; null while it stands.</summary>
    public MailTransportException? Failure { get; private set; }

    public bool IsBroken => _isClosed || Failure is not null;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Says what the next reads wait for, and how long each may last.</summary>
    public void Await(string awaited, TimeSpan limit) => (_awaited, _limit) = (awaited, limit);

    /// <summary>Remembers the first thing that went wrong, whatever others make of it on its way up.</summary>
    public MailTransportException Fail(MailTransportException failure) => Failure ??= failure;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken ct = default)
    {
        var count = await Guarded(_limit, _awaited, token => inner.ReadAsync(buffer, token), ct);
        return count > 0 || buffer.IsEmpty ? count : throw Fail(new ConnectionLostException($"The connection was closed while waiting for {_awaited}."));
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken ct) => ReadAsync(buffer.AsMemory(offset, count), ct).AsTask();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken ct = default) =>
        await Guarded(options.Timeouts.Transfer, "the server to take what we send", async token =>
        {
            await inner.WriteAsync(buffer, token);
            return true;
        }, ct);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken ct) => WriteAsync(buffer.AsMemory(offset, count), ct).AsTask();

    public override Task FlushAsync(CancellationToken ct) => inner.FlushAsync(ct);

    public override void Flush() => inner.Flush();

    /// <summary>MailKit ends an IDLE by a few bytes in one go.</summary>
    public override void Write(byte[] buffer, int offset, int count)
    {
        try
        {
            if (inner.CanTimeout) inner.WriteTimeout = (int)Math.Clamp(options.Timeouts.Transfer.TotalMilliseconds, 1, int.MaxValue);
            inner.Write(buffer, offset, count);
        }
        catch (IOException error)
        {
            throw Fail(new ConnectionLostException($"The connection was lost while sending: {error.Message}", error));
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _isClosed = true;
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask<T> Guarded<T>(TimeSpan limit, string awaited, Func<CancellationToken, ValueTask<T>> work, CancellationToken ct)
    {
        if (IsBroken) throw Failure ?? new ConnectionLostException($"The connection was already lost when {awaited} was to be awaited.");
        try
        {
            return await Waits.Bounded(options, limit, awaited, work, ct);
        }
        catch (MailTransportException failure)
        {
            throw Fail(failure);
        }
    }
}
