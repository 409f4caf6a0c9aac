using System.Net.Security;
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
        var wire = new Wire(await Dialing.Dial(endpoint, options, ct), options);
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
}
