using System.Net;
using System.Net.Sockets;

namespace Throughline.Benchmarks.Intake;

/// <summary>One connection that is kept alive: sends a request, waits for its answer, with no more work than that.</summary>
internal sealed class LoadConnection : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _answer = new byte[64 * 1024];

    public LoadConnection(int port) => _socket.Connect(IPAddress.Loopback, port);

    /// <summary>The status of the answer.</summary>
    public int Send(ReadOnlySpan<byte> request)
    {
        while (request.Length > 0) request = request[_socket.Send(request)..];
        var length = 0;
        while (true)
        {
            var read = _socket.Receive(_answer.AsSpan(length));
            if (read == 0) throw new IOException("The server closed the connection.");
            length += read;
            var answer = _answer.AsSpan(0, length);
            var head = answer.IndexOf("\r\n\r\n"u8);
            if (head >= 0 && length >= head + 4 + BodyLength(answer[..head]))
                return int.Parse(answer[9..12], System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    public void Dispose() => _socket.Dispose();

    private static int BodyLength(ReadOnlySpan<byte> head)
    {
        var at = head.IndexOf("Content-Length: "u8);
        if (at < 0) throw new IOException("The answer has no length.");
        var digits = head[(at + 16)..];
        var end = digits.IndexOf((byte)'\r');
        return int.Parse(end < 0 ? digits : digits[..end], System.Globalization.CultureInfo.InvariantCulture);
    }
}
