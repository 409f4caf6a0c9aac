using Throughline.Mail.Net;

namespace Throughline.Mail.Imap;

/// <summary>A connection to an IMAP server (RFC 3501, and what RFC 9051 shares with it). One command at a time; not for two threads at once.</summary>
public sealed partial class ImapClient : IAsyncDisposable
{
    private readonly ImapConnection _connection;
    private readonly MailEndpoint _endpoint;

    private ImapClient(ImapConnection connection, MailEndpoint endpoint, ConnectionOptions options) =>
        (_connection, _endpoint, Options) = (connection, endpoint, options);

    /// <summary>What the server says it can do (RFC 3501 section 7.2.1), upper and lower case alike.</summary>
    public IReadOnlySet<string> Capabilities => _connection.Capabilities;

    /// <summary>Whether the connection is private.</summary>
    public bool IsEncrypted => _connection.IsEncrypted;

    /// <summary>Whether the connection has ended and a new client is needed.</summary>
    public bool IsBroken => _connection.IsBroken;

    /// <summary>Whether the server knew us already at its greeting (PREAUTH), so that <see cref="SignIn"/> is not needed.</summary>
    public bool IsSignedIn { get; private set; }

    internal ConnectionOptions Options { get; }
    internal ImapConnection Connection => _connection;

    /// <summary>The mailbox that is selected now; commands of any other are refused.</summary>
    internal SelectedMailbox? Selected { get; private set; }

    /// <summary>Connects, waits for the greeting, upgrades to TLS if asked to, and learns what the server can do.</summary>
    /// <exception cref="MailTransportException">The server cannot be reached, is too slow, is not trusted, or speaks no IMAP.</exception>
    public static async Task<ImapClient> Connect(MailEndpoint endpoint, ConnectionOptions? options = null, CancellationToken ct = default)
    {
        options ??= new ConnectionOptions();
        var wire = await Wire.Open(endpoint, options, ct);
        try
        {
            var client = new ImapClient(new ImapConnection(wire), endpoint, options);
            await client.Open(ct);
            return client;
        }
        catch
        {
            await wire.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whether the server announces this capability.</summary>
    public bool Can(string capability) => Capabilities.Contains(capability);

    /// <summary>Tells the server who we are and learns who it is (ID, RFC 2971). Empty when the server has no ID.</summary>
    /// <exception cref="UnsafeArgumentException">A name or value is not printable ASCII.</exception>
    public async Task<IReadOnlyDictionary<string, string>> Identify(IReadOnlyDictionary<string, string> us, CancellationToken ct = default)
    {
        var them = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (!Can("ID")) return them;
        var fields = us.Select(pair => $"{Quoted(pair.Key)} {Quoted(pair.Value)}");
        await _connection.Run(new ImapCommand("ID").Words(us.Count == 0 ? "NIL" : $"({string.Join(' ', fields)})"), response =>
        {
            if (response is not { Name: "ID", Values: [{ Items: { } items }] }) return;
            for (var i = 0; i + 1 < items.Count; i += 2) them[items[i].Text] = items[i + 1].Text;
        }, ct);
        return them;

        static string Quoted(string value) => value.All(c => c is >= ' ' and <= '~')
            ? $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""
            : throw new UnsafeArgumentException("Only printable ASCII may describe a client.", nameof(us));
    }

    /// <summary>Does nothing but hear news and keep the connection open (RFC 3501 section 6.1.2).</summary>
    public async Task NoOp(CancellationToken ct = default) => await _connection.Run(new ImapCommand("NOOP"), Hear, ct);

    /// <summary>Says goodbye and closes the connection (RFC 3501 section 6.1.3).</summary>
    public async Task SignOut(CancellationToken ct = default)
    {
        try
        {
            await _connection.Run(new ImapCommand("LOGOUT"), null, ct);
        }
        catch (ConnectionLostException)
        {
            // Many servers close without the last OK; we are gone either way.
        }

        await DisposeAsync();
    }

    /// <summary>Closes the connection without a word.</summary>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    internal void Hear(ImapResponse response) => Selected?.Hear(response);

    private async Task Open(CancellationToken ct)
    {
        var greeting = await _connection.Greeting(ct);
        IsSignedIn = greeting.Name == "PREAUTH";
        if (_endpoint.Security == TransportSecurity.StartTls) await StartTls(ct);
        if (!_connection.CapabilitiesAreKnown) await LearnCapabilities(ct);
    }

    private async Task StartTls(CancellationToken ct)
    {
        if (IsSignedIn) throw new TlsFailedException($"{_endpoint.Host} signs us in before TLS can begin, so the connection cannot be made private.");
        if (!_connection.CapabilitiesAreKnown) await LearnCapabilities(ct);
        if (!Can("STARTTLS")) throw new TlsFailedException($"{_endpoint.Host} does not offer STARTTLS.");
        await _connection.Run(new ImapCommand("STARTTLS"), null, ct);
        await _connection.Wire.Encrypt(_endpoint, ct);
        _connection.ForgetCapabilities();   // What was said in the clear may have been forged (RFC 3501 section 6.2.1).
    }

    private Task<ImapResponse> LearnCapabilities(CancellationToken ct) => _connection.Run(new ImapCommand("CAPABILITY"), null, ct);
}
