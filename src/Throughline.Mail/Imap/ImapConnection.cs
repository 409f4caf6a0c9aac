using System.Globalization;
using Throughline.Mail.Net;

namespace Throughline.Mail.Imap;

/// <summary>One conversation with a server: tagged commands, one at a time, and everything the server says in between.</summary>
internal sealed class ImapConnection : IAsyncDisposable
{
    private readonly Wire _wire;
    private readonly ImapResponseReader _reader;
    private int _lastTag;
    private int _busy;

    public ImapConnection(Wire wire)
    {
        _wire = wire;
        _reader = new ImapResponseReader(wire);
    }

    public HashSet<string> Capabilities { get; private set; } = new(StringComparer.OrdinalIgnoreCase);
    public bool CapabilitiesAreKnown { get; private set; }
    public bool IsEncrypted => _wire.IsEncrypted;
    public bool IsBroken => _wire.IsBroken;
    public ImapResponse? Farewell { get; private set; }
    public Wire Wire => _wire;

    /// <summary>Waits for the greeting: OK, or PREAUTH when the server already knows us.</summary>
    public async Task<ImapResponse> Greeting(CancellationToken ct)
    {
        var greeting = await _reader.Read(_wire.Timeouts.Greeting, "the server's greeting", ct);
        if (!greeting.IsUntagged || greeting.Name is not ("OK" or "PREAUTH" or "BYE")) throw _wire.Broke("The server's greeting is no IMAP greeting.");
        Notice(greeting);
        return greeting.Name == "BYE" ? throw new ConnectionFailedException($"The server turned us away: {greeting.Text}") : greeting;
    }

    public void ForgetCapabilities() => CapabilitiesAreKnown = false;

    /// <summary>Runs a command to its end and hands every untagged response to <paramref name="hear"/>. Throws unless the answer is OK.</summary>
    public async Task<ImapResponse> Run(ImapCommand command, Action<ImapResponse>? hear, CancellationToken ct)
    {
        using var turn = TakeTurn();
        var tag = await Send(command, hear, ct);
        while (true)
        {
            var response = await Next(tag, command.Verb, _wire.Timeouts.Reply, ct);
            if (response.Tag == tag) return response;
            if (response.IsContinuation) throw _wire.Broke($"The server asks for more of {command.Verb}, which is complete.");
            hear?.Invoke(response);
        }
    }

    /// <summary>Holds the connection for one command; two at a time would read each other's answers.</summary>
    public IDisposable TakeTurn() =>
        Interlocked.Exchange(ref _busy, 1) == 0 ? new Turn(this) : throw new InvalidOperationException("Another command is still running on this connection.");

    /// <summary>Sends a command with its literals and returns its tag.</summary>
    public async Task<string> Send(ImapCommand command, Action<ImapResponse>? hear, CancellationToken ct)
    {
        var tag = string.Create(CultureInfo.InvariantCulture, $"A{++_lastTag}");
        _wire.Write(tag + " ");
        foreach (var (text, literal, length) in command.Parts)
        {
            var waits = !Capabilities.Contains("LITERAL+") && !(Capabilities.Contains("LITERAL-") && length <= 4096);
            _wire.Write(string.Create(CultureInfo.InvariantCulture, $"{text}{{{length}{(waits ? "" : "+")}}}\r\n"));
            if (waits) await AwaitGoAhead(tag, command.Verb, hear, ct);
            await SendLiteral(literal!, length, ct);
        }

        _wire.Write(command.Tail + "\r\n");
        await _wire.Flush(ct);
        return tag;
    }

    /// <summary>Sends one line outside of a command: DONE, or a step of AUTHENTICATE.</summary>
    public async Task SendLine(string line, CancellationToken ct)
    {
        _wire.Write(line + "\r\n");
        await _wire.Flush(ct);
    }

    /// <summary>Waits for the "+" that lets us go on.</summary>
    public async Task AwaitGoAhead(string tag, string verb, Action<ImapResponse>? hear, CancellationToken ct)
    {
        await _wire.Flush(ct);
        while (true)
        {
            var response = await Next(tag, verb, _wire.Timeouts.Reply, ct);
            if (response.IsContinuation) return;
            if (response.Tag == tag) throw _wire.Broke($"The server finished {verb} before it was complete.");
            hear?.Invoke(response);
        }
    }

    /// <summary>The next response; an answer of NO or BAD to <paramref name="tag"/> is thrown.</summary>
    public async Task<ImapResponse> Next(string tag, string verb, TimeSpan limit, CancellationToken ct)
    {
        ImapResponse response;
        try
        {
            response = await _reader.Read(limit, $"the answer to {verb}", ct);
        }
        catch (ConnectionLostException lost) when (Farewell is not null)
        {
            throw new ConnectionLostException($"The server said goodbye during {verb}: {Farewell.Text}", lost);
        }

        Notice(response);
        if (response.IsUntagged || response.IsContinuation) return response;
        if (response.Tag != tag) throw _wire.Broke($"The server answered {response.Tag}, which was not asked, during {verb} ({tag}).");
        return response.Name switch
        {
            "OK" => response,
            "NO" or "BAD" => throw new CommandRefusedException(
                $"{verb} was refused: {response.Text}", response.Code is "UNAVAILABLE" or "INUSE" or "SERVERBUG" or "LIMIT", response.Code),
            _ => throw _wire.Broke($"The server answered {verb} with {response.Name}."),
        };
    }

    /// <summary>While the result is not disposed, message bodies go to the streams that <paramref name="open"/> names.</summary>
    public IDisposable StreamBodies(Func<long, Stream> open)
    {
        _reader.OpenBody = open;
        return new BodiesEnd(_reader);
    }

    public ValueTask DisposeAsync() => _wire.DisposeAsync();

    private async Task SendLiteral(Stream literal, long length, CancellationToken ct)
    {
        var block = new byte[Math.Min(length, 64 * 1024)];
        try
        {
            for (var left = length; left > 0;)
            {
                var count = await literal.ReadAsync(block.AsMemory(0, (int)Math.Min(left, block.Length)), ct);
                if (count == 0) throw new EndOfStreamException("The message is shorter than its stream said.");
                _wire.Write(block.AsSpan(0, count));
                left -= count;
                if (block.Length > 4096) await _wire.Flush(ct);
            }
        }
        catch
        {
            await _wire.DisposeAsync();   // Half a literal cannot be taken back.
            throw;
        }
    }

    private void Notice(ImapResponse response)
    {
        if (response.IsUntagged && response.Name == "BYE") Farewell = response;
        var listed = response.Name == "CAPABILITY" ? response.Text : response.Code == "CAPABILITY" ? response.CodeArguments : null;
        if (listed is null) return;
        Capabilities = new(listed.Split(' ', StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);
        CapabilitiesAreKnown = true;
    }

    private sealed class Turn(ImapConnection connection) : IDisposable
    {
        public void Dispose() => Interlocked.Exchange(ref connection._busy, 0);
    }

    private sealed class BodiesEnd(ImapResponseReader reader) : IDisposable
    {
        public void Dispose() => reader.OpenBody = null;
    }
}
