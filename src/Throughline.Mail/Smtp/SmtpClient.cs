using Throughline.Mail.Net;

namespace Throughline.Mail.Smtp;

/// <summary>
/// A connection to an SMTP server (RFC 5321), by MailKit within our limits, for any number of messages one after the other. Not for two threads at once.
/// </summary>
public sealed partial class SmtpClient : IAsyncDisposable
{
    private readonly GuardedStream _stream;
    private readonly ServerEar _ear;
    private readonly SmtpKit _kit;
    private readonly MailEndpoint _endpoint;
    private readonly ConnectionOptions _options;

    private SmtpClient(Stream wire, MailEndpoint endpoint, ConnectionOptions options)
    {
        (_endpoint, _options) = (endpoint, options);
        _stream = new GuardedStream(wire, options);
        _ear = new ServerEar(_stream, endpoint, options);
        _kit = new SmtpKit(_ear)
        {
            LocalDomain = options.HelloName,
            CheckCertificateRevocation = false,   // What is believed is for the endpoint's trust to say.
            ServerCertificateValidationCallback = (_, certificate, _, errors) => endpoint.Trust.Believes(certificate, errors),
        };
    }

    /// <summary>Whether the connection is private.</summary>
    public bool IsEncrypted => _kit.IsSecure;

    /// <summary>Whether the connection has ended and a new client is needed.</summary>
    public bool IsBroken => _stream.IsBroken || !_kit.IsConnected;

    /// <summary>The largest message the server takes, in bytes (SIZE, RFC 1870); null when it sets no limit.</summary>
    public long? MaxMessageBytes => _kit.MaxSize > 0 ? _kit.MaxSize : null;

    /// <summary>Connects, waits for the greeting, introduces itself and upgrades to TLS if asked to (RFC 3207).</summary>
    /// <exception cref="MailTransportException">The server cannot be reached, is too slow, is not trusted, turns us away, or speaks no SMTP.</exception>
    public static async Task<SmtpClient> Connect(MailEndpoint endpoint, ConnectionOptions? options = null, CancellationToken ct = default)
    {
        options ??= new ConnectionOptions();
        if (OneLine.Require(options.HelloName, nameof(options)).Contains(' ', StringComparison.Ordinal))
            throw new UnsafeArgumentException("A name in EHLO holds no space.", nameof(options));
        return await Over(await Dialing.Dial(endpoint, options, ct), endpoint, options, ct);
    }

    /// <summary>The same over a connection that stands.</summary>
    internal static async Task<SmtpClient> Over(Stream wire, MailEndpoint endpoint, ConnectionOptions options, CancellationToken ct)
    {
        var client = new SmtpClient(wire, endpoint, options);
        try
        {
            client._stream.Await("the TLS handshake", options.Timeouts.Connect);
            await client.Guarded("our hello", () => client._kit.ConnectAsync(
                client._stream, endpoint.Host, endpoint.Port, MailKitErrors.Security(endpoint.Security), ct));
            return client;
        }
        catch (CommandRefusedException refused)
        {
            await client.DisposeAsync();
            throw new ConnectionFailedException($"{endpoint.Host} turned us away: {client._ear.LastLine}", refused);
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    /// <summary>Signs in by XOAUTH2, PLAIN (RFC 4616) or LOGIN, whichever fits the login and the server (RFC 4954).</summary>
    /// <exception cref="AuthenticationFailedException">The server does not accept the login or offers no way that we know.</exception>
    /// <exception cref="TlsFailedException">The connection is not private and <see cref="ConnectionOptions.AllowCleartextLogin"/> is off;
    /// nothing was sent.</exception>
    public async Task SignIn(MailLogin login, CancellationToken ct = default)
    {
        if (!IsEncrypted && !_options.AllowCleartextLogin)
            throw new TlsFailedException($"The connection to {_endpoint.Host} is not encrypted, so the login was not sent.");
        var mechanism = await login.Mechanism(_kit.AuthenticationMechanisms, ct)
            ?? throw new AuthenticationFailedException($"{_endpoint.Host} offers no way to sign in that fits this login.");
        _stream.Await("the answer to AUTH", _options.Timeouts.Reply);
        await Guarded("AUTH", () => _kit.AuthenticateAsync(mechanism, ct));
    }

    /// <summary>Asks whether the server is still there (RFC 5321 section 4.1.1.9).</summary>
    public async Task NoOp(CancellationToken ct = default)
    {
        _stream.Await("the reply to NOOP", _options.Timeouts.Reply);
        await Guarded("NOOP", () => _kit.NoOpAsync(ct));
    }

    /// <summary>Says goodbye and closes the connection (RFC 5321 section 4.1.1.10). How the goodbye goes does not matter: all was answered before.</summary>
    public async Task Quit(CancellationToken ct = default)
    {
        try
        {
            _stream.Await("the reply to QUIT", _options.Timeouts.Reply);
            if (!IsBroken) await Guarded("QUIT", () => _kit.DisconnectAsync(quit: true, ct));
        }
        catch (MailTransportException)
        {
            // Gone either way.
        }

        await DisposeAsync();
    }

    /// <summary>Closes the connection without a word.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        _kit.Dispose();
    }

    private async Task Guarded(string verb, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception error)
        {
            var named = MailKitErrors.Named(error, _stream, _ear, _endpoint.Host, verb);
            if (named is AuthenticationFailedException) named = new AuthenticationFailedException(named.Message, _ear.LastLine.StartsWith('4'));
            else if (named is not CommandRefusedException) await _stream.DisposeAsync();
            if (ReferenceEquals(named, error)) throw;
            throw named;
        }
    }
}
