using System.Buffers;
using System.Text;

namespace Throughline.Mail.Net;

/// <summary>
/// A buffered two-way connection of lines and counted bytes. Every wait has a limit and a name.
/// After a timeout, a cancellation or a loss it is broken for good, because nobody knows where in the conversation it stands.
/// </summary>
internal sealed partial class Wire(Stream stream, ConnectionOptions options) : IAsyncDisposable
{
    private const int SmallestBuffer = 64 * 1024;

    private readonly ArrayBufferWriter<byte> _unsent = new(4096);
    private Stream _stream = stream;
    private byte[] _received = new byte[SmallestBuffer];
    private int _start, _end;

    public MailTimeouts Timeouts => options.Timeouts;

    public bool IsBroken { get; private set; }

    /// <summary>Bytes that arrived but were not asked for yet.</summary>
    public int Buffered => _end - _start;

    /// <summary>The next line without its CRLF or bare LF. Valid until the next read.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> ReadLine(int maxLength, TimeSpan limit, string awaited, CancellationToken ct)
    {
        var line = await ReadRawLine(maxLength, limit, awaited, ct);
        var length = line.Length - 1;
        return line.Span is [.., (byte)'\r', _] ? line[..(length - 1)] : line[..length];
    }

    /// <summary>The next line with whatever ended it, which is always an LF. Valid until the next read.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> ReadRawLine(int maxLength, TimeSpan limit, string awaited, CancellationToken ct)
    {
        var searched = 0;
        while (true)
        {
            var found = _received.AsSpan(_start + searched, Buffered - searched).IndexOf((byte)'\n');
            var length = found < 0 ? Buffered : searched + found + 1;
            if (length > maxLength) throw Broke($"A line exceeds {maxLength} bytes while waiting for {awaited}.");
            if (found >= 0)
            {
                var line = _received.AsMemory(_start, length);
                _start += length;
                return line;
            }

            searched = length;
            await FillOrLose(limit, awaited, ct);
        }
    }

    /// <summary>What has arrived, at least one byte; empty at the end of the connection. Taken with <see cref="Take"/>.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> Peek(TimeSpan limit, string awaited, CancellationToken ct)
    {
        if (Buffered == 0) await Fill(limit, awaited, ct);
        return _received.AsMemory(_start, Buffered);
    }

    /// <summary>Consumes bytes that have arrived.</summary>
    public ReadOnlyMemory<byte> Take(int count)
    {
        var block = _received.AsMemory(_start, count);
        _start += count;
        return block;
    }

    /// <summary>Queues bytes; they leave at the next <see cref="Flush"/>.</summary>
    public void Write(ReadOnlySpan<byte> bytes) => _unsent.Write(bytes);

    /// <summary>Queues ASCII or UTF-8 text.</summary>
    public void Write(string text) => Encoding.UTF8.GetBytes(text.AsSpan(), _unsent);

    public async ValueTask Flush(CancellationToken ct)
    {
        if (_unsent.WrittenCount == 0) return;
        await Bounded(Timeouts.Transfer, "the server to take what we send", async token =>
        {
            await _stream.WriteAsync(_unsent.WrittenMemory, token);
            await _stream.FlushAsync(token);
            return true;
        }, ct);
        _unsent.ResetWrittenCount();
    }

    /// <summary>Marks the connection as unusable and returns the error to throw.</summary>
    public ProtocolBrokenException Broke(string why)
    {
        IsBroken = true;
        return new ProtocolBrokenException(why);
    }

    public async ValueTask DisposeAsync()
    {
        IsBroken = true;
        await _stream.DisposeAsync();
    }

    private async ValueTask FillOrLose(TimeSpan limit, string awaited, CancellationToken ct)
    {
        if (await Fill(limit, awaited, ct)) return;
        IsBroken = true;
        throw new ConnectionLostException($"The connection was closed while waiting for {awaited}.");
    }

    private async ValueTask<bool> Fill(TimeSpan limit, string awaited, CancellationToken ct)
    {
        MakeRoom();
        var count = await Bounded(limit, awaited, token => _stream.ReadAsync(_received.AsMemory(_end), token), ct);
        _end += count;
        return count > 0;
    }

    private void MakeRoom()
    {
        if (_start == _end) _start = _end = 0;
        if (_end < _received.Length) return;
        var target = _start > 0 ? _received : new byte[_received.Length * 2];
        _received.AsSpan(_start, Buffered).CopyTo(target);
        (_received, _end, _start) = (target, Buffered, 0);
    }

    private async ValueTask<T> Bounded<T>(TimeSpan limit, string awaited, Func<CancellationToken, ValueTask<T>> work, CancellationToken ct)
    {
        if (IsBroken) throw new ConnectionLostException($"The connection was already lost when {awaited} was to be awaited.");
        try
        {
            return await Waits.Bounded(options, limit, awaited, work, ct);
        }
        catch
        {
            IsBroken = true;
            throw;
        }
    }
}
