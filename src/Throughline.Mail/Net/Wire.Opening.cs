using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Throughline.Mail.Net;

/// <summary>How a <see cref="Wire"/> comes to be, and how it becomes private.</summary>
internal sealed partial class Wire
{
    public bool IsEncrypted => _stream is SslStream;

    /// <summary>Connects, with TLS from the first byte if the endpoint asks for it.</summary>
    public static async Task<Wire> Open(MailEndpoint endpoint, ConnectionOptions options, CancellationToken ct)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await Dial(socket, endpoint, options, ct);
            NoticeDeadPeers(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        var wire = new Wire(new NetworkStream(socket, ownsSocket: true), options);
        if (endpoint.Security == TransportSecurity.Tls) await wire.Encrypt(endpoint, ct);
        return wire;
    }

    /// <summary>Wraps the connection in TLS. Plain bytes already received would be read as if they were private, so they end it (CVE-2011-0411).</summary>
    public async Task Encrypt(MailEndpoint endpoint, CancellationToken ct)
    {
        if (Buffered > 0)
        {
            await DisposeAsync();
            throw new ProtocolBrokenException("The server spoke on in the clear after agreeing to TLS.");
        }

        var tls = new SslStream(_stream, leaveInnerStreamOpen: false, (_, certificate, _, errors) => endpoint.Trust.Believes(certificate, errors));
        _stream = tls;
        try
        {
            await Bounded(Timeouts.Connect, "the TLS handshake", async token =>
            {
                await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = endpoint.Host }, token);
                return true;
            }, ct);
        }
        catch (AuthenticationException error)
        {
            await DisposeAsync();
            throw new TlsFailedException($"No trusted TLS connection to {endpoint.Host}: {error.Message}", error);
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    /// <summary>The server's side of TLS.</summary>
    public async Task EncryptAsServer(X509Certificate2 certificate, CancellationToken ct)
    {
        var tls = new SslStream(_stream, leaveInnerStreamOpen: false);
        _stream = tls;
        await Bounded(Timeouts.Connect, "the TLS handshake", async token =>
        {
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, token);
            return true;
        }, ct);
    }

    /// <summary>An IDLE is silent for long, so the system asks every minute whether the other end still lives.</summary>
    private static void NoticeDeadPeers(Socket socket)
    {
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 60);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 15);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 4);
    }

    private static async Task Dial(Socket socket, MailEndpoint endpoint, ConnectionOptions options, CancellationToken ct)
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
}
