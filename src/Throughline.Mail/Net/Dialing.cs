using System.Net;
using System.Net.Sockets;

namespace Throughline.Mail.Net;

/// <summary>How a connection begins.</summary>
internal static class Dialing
{
    /// <summary>Connects within the limit for it, nothing encrypted yet.</summary>
    /// <exception cref="MailTransportException">The server cannot be reached or is too slow.</exception>
    public static async Task<NetworkStream> Dial(MailEndpoint endpoint, ConnectionOptions options, CancellationToken ct)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await Connect(socket, endpoint, options, ct);
            NoticeDeadPeers(socket);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task Connect(Socket socket, MailEndpoint endpoint, ConnectionOptions options, CancellationToken ct)
    {
        var limit = options.Timeouts.Connect;
        using var late = new CancellationTokenSource(limit, options.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, ct);
        try
        {
            if (IPAddress.TryParse(endpoint.Host, out var address)) await socket.ConnectAsync(address, endpoint.Port, either.Token);
            else await socket.ConnectAsync(endpoint.Host, endpoint.Port, either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new MailTimeoutException($"a connection to {endpoint.Host}:{endpoint.Port}", limit);
        }
        catch (SocketException error)
        {
            throw new ConnectionFailedException($"No connection to {endpoint.Host}:{endpoint.Port}: {error.Message}", error);
        }
    }

    /// <summary>An IDLE is silent for long, so the system asks every minute whether the other end still lives.</summary>
    private static void NoticeDeadPeers(Socket socket)
    {
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 60);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 15);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 4);
    }
}
