using System.Globalization;
using Throughline.Mail.Net;

namespace Throughline.Mail.Smtp;

/// <summary>A connection to an SMTP server (RFC 5321), for any number of messages one after the other. Not for two threads at once.</summary>
public sealed partial class SmtpClient : IAsyncDisposable
{
    private readonly Wire _wire;
    private readonly MailEndpoint _endpoint;
    private readonly ConnectionOptions _options;
    private Dictionary<string, string> _extensions = new(StringComparer.OrdinalIgnoreCase);
    private bool _needsReset;

    private SmtpClient(Wire wire, MailEndpoint endpoint, ConnectionOptions options) => (_wire, _endpoint, _options) = (wire, endpoint, options);

    /// <summary>What the server announced in its answer to EHLO: the keyword and its parameters (RFC 5321 section 4.1.1.1).</summary>
    public IReadOnlyDictionary<string, string> Extensions => _extensions;

    /// <summary>Whether the connection is private.</summary>
    public bool IsEncrypted => _wire.IsEncrypted;

    /// <summary>Whether the connection has ended and a new client is needed.</summary>
    public bool IsBroken => _wire.IsBroken || _isClosing;

    /// <summary>The largest message the server takes, in bytes (SIZE, RFC 1870); null when it sets no limit.</summary>
    public long? MaxMessageBytes => _extensions.TryGetValue("SIZE", out var size)
        && long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) && bytes > 0 ? bytes : null;

    private bool _isClosing;

    /// <summary>Connects, waits for the greeting, introduces itself and upgrades to TLS if asked to (RFC 3207).</summary>
    /// <exception cref="MailTransportException">The server cannot be reached, is too slow, is not trusted, turns us away, or speaks no SMTP.</exception>
    public static async Task<SmtpClient> Connect(MailEndpoint endpoint, ConnectionOptions? options = null, CancellationToken ct = default)
    {
        options ??= new ConnectionOptions();
        if (OneLine.Require(options.HelloName, nameof(options)).Contains(' ', StringComparison.Ordinal))
            throw new UnsafeArgumentException("A name in EHLO holds no space.", nameof(options));
        var wire = await Wire.Open(endpoint, options, ct);
        try
        {
            var client = new SmtpClient(wire, endpoint, options);
            await client.Open(ct);
            return client;
        }
        catch
        {
            await wire.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whether the server announced this extension.</summary>
    public bool Can(string extension) => _extensions.ContainsKey(extension);

    /// <summary>Asks whether the server is still there (RFC 5321 section 4.1.1.9).</summary>
    public async Task NoOp(CancellationToken ct = default) => await Demand("NOOP", ct);

    /// <summary>Says goodbye and closes the connection (RFC 5321 section 4.1.1.10).</summary>
    public async Task Quit(CancellationToken ct = default)
    {
        try
        {
            if (!IsBroken) await Ask("QUIT", ct);
        }
        catch (MailTransportException)
        {
            // Everything sent was answered before; how the goodbye goes does not matter.
        }

        await DisposeAsync();
    }

    /// <summary>Closes the connection without a word.</summary>
    public ValueTask DisposeAsync() => _wire.DisposeAsync();

    private async Task Open(CancellationToken ct)
    {
        var greeting = await SmtpReply.Read(_wire, _options.Timeouts.Greeting, "the server's greeting", ct);
        if (!greeting.IsOk) throw new ConnectionFailedException($"{_endpoint.Host} turned us away: {greeting}");
        await Hello(ct);
        if (_endpoint.Security != TransportSecurity.StartTls) return;
        if (!Can("STARTTLS")) throw new TlsFailedException($"{_endpoint.Host} does not offer STARTTLS.");
        await Demand("STARTTLS", ct);
        await _wire.Encrypt(_endpoint, ct);
        await Hello(ct);   // What was announced in the clear may have been forged (RFC 3207 section 4.2).
    }

    private async Task Hello(CancellationToken ct)
    {
        _extensions = new(StringComparer.OrdinalIgnoreCase);
        var reply = await Ask($"EHLO {_options.HelloName}", ct);
        if (!reply.IsOk)
        {
            await Demand($"HELO {_options.HelloName}", ct);
            return;
        }

        foreach (var line in reply.Lines.Skip(1))
        {
            var words = line.Split([' ', '='], 2);   // Some old servers write AUTH=LOGIN.
            _extensions.TryAdd(words[0], words.Length > 1 ? words[1] : "");
        }
    }

    private async Task<SmtpReply> Ask(string command, CancellationToken ct)
    {
        Say(command);
        await _wire.Flush(ct);
        return await Hear(Verb(command), ct);
    }

    private void Say(string command) => _wire.Write(OneLine.Require(command, nameof(command)) + "\r\n");

    private Task<SmtpReply> Hear(string verb, CancellationToken ct) => Hear(verb, _options.Timeouts.Reply, ct);

    private async Task<SmtpReply> Hear(string verb, TimeSpan limit, CancellationToken ct)
    {
        var reply = await SmtpReply.Read(_wire, limit, $"the reply to {verb}", ct);
        _isClosing |= reply.Code == 421;
        return reply;
    }

    private async Task<SmtpReply> Demand(string command, CancellationToken ct)
    {
        var reply = await Ask(command, ct);
        return reply.IsOk
            ? reply
            : throw new CommandRefusedException($"{Verb(command)} was refused: {reply}", reply.IsTransient, reply.Code.ToString(CultureInfo.InvariantCulture));
    }

    private static string Verb(string command) => command.Split(' ', 2)[0];
}
