using System.Net;
using System.Text;
using Throughline.Mail.Imap;
using Throughline.Mail.Net;
using Throughline.Mail.Pop3;
using Throughline.Mail.Receiving;
using Throughline.Mail.Smtp;

namespace Throughline.Benchmarks.Mail.Net;

/// <summary>Every parser of the mail transport, each with samples of what it reads. They may end in a <see cref="MailTransportException"/>
/// and in nothing else.</summary>
public sealed class TransportFuzzTargets(int seed)
{
    private static readonly ConnectionOptions Options = new() { MaxMessageBytes = 2000, SpoolThreshold = 1 << 20 };

    private static readonly (string Name, byte[][] Samples, Func<byte[], Task> Feed)[] Targets =
    [
        ("imap", Samples(
            "* OK [CAPABILITY IMAP4rev1 IDLE LITERAL+] ready\r\n* 3 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT 4] x\r\n"
                + "* OK [HIGHESTMODSEQ 99] x\r\nA1 OK [READ-ONLY] done\r\n",
            "* 1 FETCH (UID 1 FLAGS (\\Seen kw) INTERNALDATE \"17-Jul-1996 02:44:25 -0700\" BODY[] {12}\r\nSubject: x\r\n)\r\n"
                + "* 2 FETCH (BODY[] \"quoted\" UID 2 MODSEQ (12))\r\nA2 OK done\r\n",
            "* LIST (\\HasChildren) \"/\" \"Entw&APw-rfe\"\r\n* LIST () NIL {5}\r\nINBOX\r\n* STATUS x (MESSAGES 1 UNSEEN 0)\r\n"
                + "* SEARCH 1 2 3\r\n* ID (\"name\" \"Dovecot\")\r\n+ idling\r\n* BYE gone\r\n",
            "* 1 FETCH (BODY[HEADER.FIELDS (TO)]<0> {4}\r\nTo: UID 3)\r\n* 5 EXPUNGE\r\nA3 NO [TRYCREATE] no\r\n"), Imap),
        ("smtp", Samples("220 ready\r\n250-host\r\n250-PIPELINING\r\n250 SIZE 100\r\n", "550-5.1.1 nobody\r\n550 5.1.1 here\r\n354 go\r\n",
            "250\r\n421 4.3.2 bye\r\n"), Smtp),
        ("pop3", Samples("+OK ready\r\n+OK\r\n1 100\r\n2 200\r\n.\r\n", "+OK\r\n..dot\r\nline\r\n.\r\n-ERR [IN-USE] x\r\n", "+ challenge\r\n"), Pop3),
        ("receiver", Samples(
            "EHLO peer.test\r\nMAIL FROM:<a@b.test> SIZE=10 BODY=8BITMIME\r\nRCPT TO:<c@d.test>\r\nDATA\r\nSubject: x\r\n\r\n..\r\nbody\r\n.\r\nQUIT\r\n",
            "EHLO x\r\nMAIL FROM:<> SMTPUTF8\r\nRCPT TO:<\"a b\"@c.test>\r\nRCPT TO:<@r:j\u00f6rg@d.test>\r\nRSET\r\nVRFY x\r\nNOOP\r\nHELP\r\nDATA\r\n"),
                Receiver),
        ("names", Samples("Entw&APw-rfe", "&U,BTFw-/&ZeVnLIqe-", "a&-b", "&2D3eAA-"), Names),
        ("sets", Samples("1:3,7", "4294967290:4294967295", "1", "9:1,2"), Sets),
        ("dates", Samples("17-Jul-1996 02:44:25 -0700", " 1-Feb-2026 00:00:00 +1400"), Dates),
        ("paths", Samples("FROM:<a@b.test> SIZE=10", "FROM:<\"a\\\" >b\"@c.test> BODY=7BIT SMTPUTF8", "FROM:<@r.test:a@b.test>", "FROM:<>"), Paths),
    ];

    /// <summary>The input of this number and the parser it is for.</summary>
    public (string Name, byte[] Input, Func<byte[], Task> Feed) Case(long number)
    {
        var random = new Random(HashCode(seed, number));

        // The conversations, which hold most of the code, get most of the inputs.
        var pick = random.Next(12);
        var (name, samples, feed) = Targets[pick < 4 ? 0 : pick < 8 ? pick - 4 : pick - 4];
        return (name, TransportMutations.Make(samples, random), feed);
    }

    private static int HashCode(int seed, long number) =>
        unchecked((int)((((ulong)number + 1) * 0x9E3779B97F4A7C15UL + (ulong)seed) * 0xBF58476D1CE4E5B9UL >> 32));

    private static byte[][] Samples(params string[] samples) => [.. samples.Select(Encoding.UTF8.GetBytes)];

    private static async Task Imap(byte[] input)
    {
        await using var wire = new Wire(new HalfStream(input), Options);
        var reader = new ImapResponseReader(wire);
        await using var batch = new FetchBatch(UidSet.Of(1, 2, 3), Options);
        reader.OpenBody = batch.Open;
        try
        {
            while (true)
            {
                batch.Take(await reader.Read(Options.Timeouts.Reply, "a response", CancellationToken.None));
                foreach (var message in batch.Ready(isEnd: false)) await message.DisposeAsync();
            }
        }
        catch (MailTransportException)
        {
            foreach (var message in batch.Ready(isEnd: true)) await message.DisposeAsync();
        }
    }

    private static async Task Smtp(byte[] input)
    {
        await using var wire = new Wire(new HalfStream(input), Options);
        try
        {
            while (true) _ = (await SmtpReply.Read(wire, Options.Timeouts.Reply, "a reply", CancellationToken.None)).ToString();
        }
        catch (MailTransportException)
        {
            // The only way out.
        }
    }

    private static async Task Pop3(byte[] input)
    {
        await using var wire = new Wire(new HalfStream(input), Options);
        try
        {
            while (true)
            {
                var line = await wire.ReadLine(1024, Options.Timeouts.Reply, "an answer", CancellationToken.None);
                if (Pop3Client.ParseStatus(line.Span) is { Kind: '+' }) await wire.CopyText(Stream.Null, 1000, 2000, "a text", CancellationToken.None);
            }
        }
        catch (MailTransportException)
        {
            // The only way out.
        }
    }

    private static async Task Receiver(byte[] input)
    {
        var options = new ReceiverOptions
        { MaxMessageBytes = 1000, HostName = "host",
            Store = (mail, _) => ValueTask.FromResult<IReadOnlyList<Verdict>>([.. mail.Recipients.Select(_ => Verdict.Accept)])
        };
        var said = new HalfStream(input);
        await using (var wire = new Wire(said, Options))
        {
            try
            {
                await new ReceiverSession(wire, options, IPAddress.Loopback).Run(CancellationToken.None);
            }
            catch (MailTransportException)
            {
                // Broken off; what was said until then still counts.
            }
        }

        if (said.Written.Split('\n')[..^1].Any(line => line.Length < 5 || !char.IsAsciiDigit(line[2]) || line[^1] != '\r'))
            throw new InvalidOperationException("The receiver said what is no reply.");
    }

    private static Task Names(byte[] input)
    {
        var name = Encoding.Latin1.GetString(input);
        if (ModifiedUtf7.Decode(ModifiedUtf7.Encode(name)) != name) throw new InvalidOperationException("A mailbox's name does not come back.");
        var decoded = ModifiedUtf7.Decode(name);
        if (decoded != name && ModifiedUtf7.Encode(decoded) != name) throw new InvalidOperationException("A decoded name means another mailbox.");
        return Task.CompletedTask;
    }

    private static Task Sets(byte[] input)
    {
        if (!UidSet.TryParse(Encoding.Latin1.GetString(input), out var set)) return Task.CompletedTask;
        if (!UidSet.TryParse(set.ToString(), out var again) || again.Count != set.Count) throw new InvalidOperationException("A set does not come back.");
        return Task.CompletedTask;
    }

    private static Task Dates(byte[] input)
    {
        _ = InternalDate.Parse(Encoding.Latin1.GetString(input));
        return Task.CompletedTask;
    }

    private static Task Paths(byte[] input)
    {
        var path = PathArgument.Parse(Encoding.Latin1.GetString(input), "FROM:");
        if (path is not null && path.Address.AsSpan().ContainsAny('\r', '\n', '\0')) throw new InvalidOperationException("An address holds a line break.");
        return Task.CompletedTask;
    }

    /// <summary>A connection whose other end has said all it will say.</summary>
    private sealed class HalfStream(byte[] input) : MemoryStream(input)
    {
        private readonly StringBuilder _written = new();

        public string Written => _written.ToString();

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _written.Append(Encoding.Latin1.GetString(buffer.Span));
            return ValueTask.CompletedTask;
        }
    }
}
