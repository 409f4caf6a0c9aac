using MailKit;
using MailKit.Net.Imap;
using Throughline.Mail.Net;

namespace Throughline.Mail.Imap;

/// <summary>A connection to an IMAP server (RFC 3501, RFC 9051), by MailKit within our limits. One command at a time; not for two threads at once.</summary>
public sealed partial class ImapClient : IAsyncDisposable
{
    private readonly GuardedStream _stream;
    private readonly ImapEar _ear;
    private readonly MailEndpoint _endpoint;

    private ImapClient(Stream wire, MailEndpoint endpoint, ConnectionOptions options)
    {
        (_endpoint, Options) = (endpoint, options);
        _stream = new GuardedStream(wire, options);
        _ear = new ImapEar(_stream, endpoint, options);
        Kit = new SpoolingKit(_ear)
        {
            CheckCertificateRevocation = false,   // What is believed is for the endpoint's trust to say.
            ServerCertificateValidationCallback = (_, certificate, _, errors) => endpoint.Trust.Believes(certificate, errors),
        };
    }

    /// <summary>Whether the connection is private.</summary>
    public bool IsEncrypted => Kit.IsSecure;

    /// <summary>Whether the connection has ended and a new client is needed.</summary>
    public bool IsBroken => _stream.IsBroken || !Kit.IsConnected;

    /// <summary>Whether the server knows us: after <see cref="SignIn"/>, or since its greeting (PREAUTH).</summary>
    public bool IsSignedIn => Kit.IsAuthenticated;

    /// <summary>What the server says it can do (RFC 3501 section 7.2.1).</summary>
    public ImapCapabilities Capabilities => Kit.Capabilities;

    internal ConnectionOptions Options { get; }
    internal SpoolingKit Kit { get; }

    /// <summary>The mailbox that is selected now; commands of any other are refused.</summary>
    internal SelectedMailbox? Selected { get; private set; }

    /// <summary>Connects, waits for the greeting, upgrades to TLS if asked to, and learns what the server can do.</summary>
    /// <exception cref="MailTransportException">The server cannot be reached, is too slow, is not trusted, or speaks no IMAP.</exception>
    public static async Task<ImapClient> Connect(MailEndpoint endpoint, ConnectionOptions? options = null, CancellationToken ct = default)
    {
        options ??= new ConnectionOptions();
        return await Over(await Dialing.Dial(endpoint, options, ct), endpoint, options, ct);
    }

    /// <summary>The same over a connection that stands.</summary>
    internal static async Task<ImapClient> Over(Stream wire, MailEndpoint endpoint, ConnectionOptions options, CancellationToken ct)
    {
        var client = new ImapClient(wire, endpoint, options);
        try
        {
            client._stream.Await("the TLS handshake", options.Timeouts.Connect);
            await client.Guarded("our hello", () => client.Kit.ConnectAsync(
                client._stream, endpoint.Host, endpoint.Port, MailKitErrors.Security(endpoint.Security), ct));
            return client;
        }
        catch (ConnectionLostException lost) when (client._ear.Farewell is { } farewell)
        {
            await client.DisposeAsync();
            throw new ConnectionFailedException($"The server turned us away: {farewell}", lost);
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    /// <summary>Signs in by XOAUTH2, SASL PLAIN (RFC 4616, RFC 4959) or LOGIN, whichever fits the login and the server.</summary>
    /// <exception cref="AuthenticationFailedException">The server does not accept the login or offers no way that we know.</exception>
    /// <exception cref="TlsFailedException">The connection is not private and <see cref="ConnectionOptions.AllowCleartextLogin"/> is off;
    /// nothing was sent.</exception>
    public async Task SignIn(MailLogin login, CancellationToken ct = default)
    {
        if (!IsEncrypted && !Options.AllowCleartextLogin)
            throw new TlsFailedException($"The connection to {_endpoint.Host} is not encrypted, so the login was not sent.");
        if (await login.Mechanism(Kit.AuthenticationMechanisms, ct) is { } mechanism)
        {
            await Run("AUTHENTICATE", () => Kit.AuthenticateAsync(mechanism, ct));
            return;
        }

        if (login is not MailLogin.PasswordLogin password || Kit.Capabilities.HasFlag(ImapCapabilities.LoginDisabled))
            throw new AuthenticationFailedException($"{_endpoint.Host} offers no way to sign in that fits this login.");
        Kit.AuthenticationMechanisms.Clear();   // Without any, MailKit takes LOGIN.
        await Run("LOGIN", () => Kit.AuthenticateAsync(System.Text.Encoding.UTF8, password.Credentials, ct));
    }

    /// <summary>Tells the server who we are and learns who it is (ID, RFC 2971). Empty when the server has no ID.</summary>
    public async Task<IReadOnlyDictionary<string, string?>> Identify(IReadOnlyDictionary<string, string> us, CancellationToken ct = default)
    {
        if (!Capabilities.HasFlag(ImapCapabilities.Id)) return new Dictionary<string, string?>();
        var client = new ImapImplementation();
        foreach (var (name, value) in us) client.Properties[OneLine.Require(name, nameof(us))] = OneLine.Require(value, nameof(us));
        var server = await Run("ID", () => Kit.IdentifyAsync(client, ct));
        return server?.Properties.ToDictionary(pair => pair.Key, string? (pair) => pair.Value) ?? [];
    }

    /// <summary>Does nothing but hear news and keep the connection open (RFC 3501 section 6.1.2).</summary>
    public Task NoOp(CancellationToken ct = default) => Run("NOOP", () => Kit.NoOpAsync(ct));

    /// <summary>Says goodbye and closes the connection (RFC 3501 section 6.1.3).</summary>
    public async Task SignOut(CancellationToken ct = default)
    {
        if (!IsBroken) await Run("LOGOUT", () => Kit.DisconnectAsync(quit: true, ct));
        await DisposeAsync();
    }

    /// <summary>Closes the connection without a word.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        Kit.Dispose();
    }

    internal async Task Run(string verb, Func<Task> work) => await Run(verb, async () =>
    {
        await work();
        return true;
    });

    /// <summary>Runs a command within the limit for a reply, and names what goes wrong.</summary>
    internal async Task<T> Run<T>(string verb, Func<Task<T>> work)
    {
        if (IsBroken) throw new ConnectionLostException($"The connection was already lost when {verb} was to be said.");
        _stream.Await($"the answer to {verb}", Options.Timeouts.Reply);
        var result = default(T);
        await Guarded(verb, async () => result = await work());
        return result!;
    }

    /// <summary>Another limit for the waits of the command that runs.</summary>
    internal void Await(string awaited, TimeSpan limit) => _stream.Await(awaited, limit);

    private async Task Guarded(string verb, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception error)
        {
            var named = Named(error, verb);
            if (named is not (CommandRefusedException or AuthenticationFailedException or InvalidOperationException)) await _stream.DisposeAsync();
            if (ReferenceEquals(named, error)) throw;
            throw named;
        }
    }

    private Exception Named(Exception error, string verb) => MailKitErrors.Named(error, _stream, _ear, _endpoint.Host, verb) switch
    {
        _ when error is FolderNotFoundException missing =>
            new CommandRefusedException($"There is no mailbox {missing.FolderName}.", isTransient: false, "NONEXISTENT"),
        ConnectionLostException or ProtocolBrokenException when _ear.Farewell is { } farewell =>
            new ConnectionLostException($"The server said goodbye during {verb}: {farewell}", error),
        CommandRefusedException => new CommandRefusedException($"{verb} was refused: {_ear.Answer}", _ear.IsTransient, _ear.Code),
        AuthenticationFailedException => new AuthenticationFailedException($"{_endpoint.Host} did not accept the login: {_ear.Answer}", _ear.IsTransient),
        var named => named,
    };
}
