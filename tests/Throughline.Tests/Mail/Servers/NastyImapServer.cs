using MailKit;
using Throughline.Mail.Imap;
using Throughline.Mail.Net;

namespace Throughline.Tests.Mail.Servers;

/// <summary>An adversary that speaks just enough IMAP to be believed and then misbehaves as a test says.</summary>
internal sealed class NastyImapServer : IAsyncDisposable
{
    private readonly ScriptedServer _server;

    public NastyImapServer() => _server = ScriptedServer.Start(Converse);

    public uint UidValidity { get; set; } = 7;

    public string Capabilities { get; set; } = "IMAP4rev1 IDLE";

    public SortedDictionary<uint, string> Messages { get; } = [];

    /// <summary>Answers a command in the server's stead; false leaves it to the server.</summary>
    public Func<ScriptedPeer, string, string, string, Task<bool>> Misbehave { get; set; } = (_, _, _, _) => Task.FromResult(false);

    public Func<ScriptedPeer, Task> Greet { get; set; } = peer => peer.Line("* OK ready");

    public int Connections => _server.Connections;

    public List<string> Heard => _server.Heard;

    public MailEndpoint Endpoint => _server.Endpoint;

    public async Task<ImapClient> SignedIn(ConnectionOptions? options = null, CancellationToken ct = default)
    {
        var client = await ImapClient.Connect(Endpoint, (options ?? Patient) with { AllowCleartextLogin = true }, ct);
        await client.SignIn(MailLogin.WithPassword("anna", "secret"), ct);
        return client;
    }

    public static ConnectionOptions Patient => new() { Timeouts = MailTimeouts.All(TimeSpan.FromSeconds(10)) };

    public static ConnectionOptions Hasty => new() { Timeouts = MailTimeouts.All(TimeSpan.FromMilliseconds(300)) };

    public static string Literal(uint uid, string body) => $"UID {uid} FLAGS () INTERNALDATE \"01-Jan-2026 00:00:00 +0000\" BODY[] {{{body.Length}}}\r\n{body}";

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task Converse(ScriptedPeer peer)
    {
        await Greet(peer);
        while (true)
        {
            var words = (await peer.Hear()).Split(' ', 2);
            var rest = words.Length > 1 ? words[1] : "";
            var verb = rest.StartsWith("UID ", StringComparison.Ordinal) ? string.Join(' ', rest.Split(' ').Take(2)) : rest.Split(' ')[0];
            var arguments = rest.Length > verb.Length ? rest[(verb.Length + 1)..] : "";
            if (verb == "UID FETCH" && !arguments.Contains("BODY", StringComparison.Ordinal)) verb = "UID FETCH FLAGS";
            if (!await Misbehave(peer, words[0], verb, arguments)) await Behave(peer, words[0], verb, arguments);
        }
    }

    private async Task Behave(ScriptedPeer peer, string tag, string verb, string arguments)
    {
        switch (verb)
        {
            case "CAPABILITY":
                await peer.Line($"* CAPABILITY {Capabilities}");
                break;
            case "LIST" when arguments.EndsWith("INBOX\"", StringComparison.Ordinal) || arguments.EndsWith("INBOX", StringComparison.Ordinal):
                await peer.Line("* LIST () \"/\" INBOX");
                break;
            case "LIST":
                await peer.Line($"* LIST () \"/\" {arguments.Split(' ', 2)[1]}");
                break;
            case "EXAMINE" or "SELECT":
                await peer.Line(
                    $"* {Messages.Count} EXISTS\r\n* OK [UIDVALIDITY {UidValidity}] \r\n* OK [UIDNEXT {(Messages.Count == 0 ? 0 : Messages.Keys.Max()) + 1}] ");
                break;
            case "UID SEARCH":
                await peer.Line($"* SEARCH {string.Join(' ', Matching(arguments))}");
                break;
            case "UID FETCH":
                foreach (var uid in Matching(arguments)) await peer.Line($"* {uid} FETCH ({Literal(uid, Messages[uid])})");
                break;
            case "UID FETCH FLAGS":
                foreach (var uid in Matching(arguments)) await peer.Line($"* {uid} FETCH (UID {uid} FLAGS () INTERNALDATE \"01-Jan-2026 00:00:00 +0000\")");
                break;
            case "IDLE":
                await peer.Line("+ idling");
                await peer.Hear();
                break;
        }

        await peer.Line($"{tag} OK done");
    }

    /// <summary>The messages that a command asks for.</summary>
    public static IEnumerable<uint> Asked(string arguments, IEnumerable<uint> among)
    {
        var set = arguments.Split(' ').First(w => w.Length > 0 && char.IsAsciiDigit(w[0]));
        Assert.True(UniqueIdSet.TryParse(set.Replace("*", "4294967295", StringComparison.Ordinal), out var uids), set);
        return [.. among.Where(uid => uids.Contains(new UniqueId(uid)))];
    }

    private IEnumerable<uint> Matching(string arguments)
    {
        var found = Asked(arguments, Messages.Keys);

        // As real servers do, "n:*" also finds the last one when n is beyond it.
        return found.Any() || !arguments.Contains('*', StringComparison.Ordinal) ? found : Messages.Keys.TakeLast(1);
    }
}
