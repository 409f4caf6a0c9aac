using System.Text;
using Throughline.Mail.Net;

namespace Throughline.Mail.Pop3;

/// <summary>A connection to a POP3 server (RFC 1939). One command at a time; not for two threads at once.</summary>
public sealed partial class Pop3Client : IAsyncDisposable
{
    private const int MaxLine = 8 * 1024;
    private const int MaxListing = 64 * 1024 * 1024;

    private static readonly char[] Blanks = [' ', '\t'];

    private readonly Wire _wire;
    private readonly MailEndpoint _endpoint;
    private readonly ConnectionOptions _options;
    private Dictionary<string, string> _capabilities = new(StringComparer.OrdinalIgnoreCase);

    private Pop3Client(Wire wire, MailEndpoint endpoint, ConnectionOptions options) => (_wire, _endpoint, _options) = (wire, endpoint, options);

    /// <summary>What the server says it can do: the keyword and its parameters (CAPA, RFC 2449). Empty if it has no CAPA.</summary>
    public IReadOnlyDictionary<string, string> Capabilities => _capabilities;

    /// <summary>Whether the connection is private.</summary>
    public bool IsEncrypted => _wire.IsEncrypted;

    /// <summary>Whether the connection has ended and a new client is needed. Deletions that were not followed by <see cref="Quit"/> are void then.</summary>
    public bool IsBroken => _wire.IsBroken;

    /// <summary>Connects, waits for the greeting, upgrades to TLS if asked to (STLS, RFC 2595), and learns what the server can do.</summary>
    /// <exception cref="MailTransportException">The server cannot be reached, is too slow, is not trusted, turns us away, or speaks no POP3.</exception>
    public static async Task<Pop3Client> Connect(MailEndpoint endpoint, ConnectionOptions? options = null, CancellationToken ct = default)
    {
        options ??= new ConnectionOptions();
        var wire = await Wire.Open(endpoint, options, ct);
        try
        {
            var client = new Pop3Client(wire, endpoint, options);
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
    public bool Can(string capability) => _capabilities.ContainsKey(capability);

    /// <summary>Does nothing but keep the connection open (RFC 1939 section 5).</summary>
    public async Task NoOp(CancellationToken ct = default) => await Demand("NOOP", ct);

    /// <summary>Says goodbye. Only now are the deletions made; an answer other than +OK means that some were not (RFC 1939 section 6).</summary>
    /// <exception cref="CommandRefusedException">Some deleted messages were not removed.</exception>
    public async Task Quit(CancellationToken ct = default)
    {
        try
        {
            await Demand("QUIT", ct);
        }
        finally
        {
            await DisposeAsync();
        }
    }

    /// <summary>Closes the connection without a word; deletions are void.</summary>
    public ValueTask DisposeAsync() => _wire.DisposeAsync();

    private async Task Open(CancellationToken ct)
    {
        var greeting = await Hear("the server's greeting", _options.Timeouts.Greeting, ct);
        if (greeting.Kind != '+') throw new ConnectionFailedException($"{_endpoint.Host} turned us away: {greeting.Text}");
        await LearnCapabilities(ct);
        if (_endpoint.Security != TransportSecurity.StartTls) return;
        if (!Can("STLS")) throw new TlsFailedException($"{_endpoint.Host} does not offer STLS.");
        await Demand("STLS", ct);
        await _wire.Encrypt(_endpoint, ct);
        await LearnCapabilities(ct);   // What was announced in the clear may have been forged (RFC 2595 section 4).
    }

    private async Task LearnCapabilities(CancellationToken ct)
    {
        _capabilities = new(StringComparer.OrdinalIgnoreCase);
        if ((await Ask("CAPA", ct)).Kind != '+') return;
        foreach (var line in await Listing("CAPA", ct))
        {
            var words = line.Split(Blanks, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (words.Length > 0) _capabilities.TryAdd(words[0], words.Length > 1 ? words[1] : "");
        }
    }

    private async Task<(char Kind, string Text)> Ask(string command, CancellationToken ct)
    {
        _wire.Write(OneLine.Require(command, nameof(command)) + "\r\n");
        await _wire.Flush(ct);
        return await Hear($"the reply to {Verb(command)}", _options.Timeouts.Reply, ct);
    }

    private async Task<string> Demand(string command, CancellationToken ct)
    {
        var (kind, text) = await Ask(command, ct);
        if (kind == '+') return text;
        if (kind == '?') throw _wire.Broke($"The server asks for more of {Verb(command)}, which is complete.");
        var code = text.StartsWith('[') && text.IndexOf(']', StringComparison.Ordinal) is > 0 and var end ? text[1..end].ToUpperInvariant() : null;
        throw new CommandRefusedException($"{Verb(command)} was refused: {text}", code is "IN-USE" or "SYS/TEMP" or "LOGIN-DELAY", code);
    }

    /// <summary>One status line: '+' for +OK, '-' for -ERR, '?' for a SASL challenge.</summary>
    private async Task<(char Kind, string Text)> Hear(string awaited, TimeSpan limit, CancellationToken ct)
    {
        var line = await _wire.ReadLine(MaxLine, limit, awaited, ct);
        return ParseStatus(line.Span) ?? throw _wire.Broke($"The server's answer while waiting for {awaited} is no POP3 answer.");
    }

    internal static (char Kind, string Text)? ParseStatus(ReadOnlySpan<byte> line)
    {
        line = line.TrimStart(" \t"u8);
        if (line.Length >= 3 && Ascii.EqualsIgnoreCase(line[..3], "+OK"u8)) return ('+', Encoding.UTF8.GetString(line[3..]).Trim());
        if (line.Length >= 4 && Ascii.EqualsIgnoreCase(line[..4], "-ERR"u8)) return ('-', Encoding.UTF8.GetString(line[4..]).Trim());
        if (line is [(byte)'+'] or [(byte)'+', (byte)' ', ..]) return ('?', Encoding.UTF8.GetString(line[1..]).Trim());
        return null;
    }

    private async Task<List<string>> Listing(string verb, CancellationToken ct)
    {
        using var text = new MemoryStream();
        await _wire.CopyText(text, MaxListing, MaxListing, $"the list of {verb}", ct);
        return [.. Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length)
            .Split('\n')
            .Select(line => line.TrimEnd('\r'))
            .Where(line => line.Length > 0)];
    }

    private static string Verb(string command) => command.Split(' ', 2)[0];
}
