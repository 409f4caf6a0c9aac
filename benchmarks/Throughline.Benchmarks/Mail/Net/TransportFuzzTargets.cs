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
    private const string Hello = "* OK [CAPABILITY IMAP4rev1 IDLE LITERAL+] ready\r\n";
    private const string Opened = "* LIST () \"/\" \"\"\r\nA OK done\r\n* LIST (\\HasChildren) \"/\" INBOX\r\nA OK done\r\n* 3 EXISTS\r\n"
        + "* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT 4] x\r\n* OK [HIGHESTMODSEQ 99] x\r\nA OK [READ-ONLY] done\r\n";

    private static readonly ConnectionOptions Options = new() { MaxMessageBytes = 2000, SpoolThreshold = 1 << 20, AllowCleartextLogin = true };
    private static readonly MailEndpoint Nowhere = new("nowhere.test", 1, TransportSecurity.None);

    private static readonly (string Name, byte[][] Samples, Func<byte[], Task> Feed)[] Targets =
    [
        ("imap", Samples(
            Hello + "A OK signed in\r\n* CAPABILITY IMAP4rev1 IDLE UIDPLUS\r\nA OK done\r\n" + Opened
                + "* 1 FETCH (UID 1 FLAGS (\\Seen kw) INTERNALDATE \"17-Jul-1996 02:44:25 -0700\")\r\n* 2 FETCH (UID 2 FLAGS ())\r\nA OK done\r\n"
                + "* 1 FETCH (UID 1 FLAGS (\\Seen kw) BODY[] {12}\r\nSubject: x\r\n)\r\n"
                + "* 2 FETCH (BODY[] \"quoted\" UID 2 MODSEQ (12))\r\nA OK done\r\n",
            "* PREAUTH [CAPABILITY IMAP4rev1 IDLE LITERAL+ NAMESPACE CONDSTORE] ready\r\n* NAMESPACE ((\"\" \"/\")) NIL NIL\r\nA OK done\r\n" + Opened
                + "A OK done\r\n* 3 FETCH (UID 3 X-GUID abc BODY[]<0> {4}\r\nTo: RFC822.SIZE 4)\r\n"
                + "* 5 EXPUNGE\r\n* 1 FETCH (BODY[] NIL UID 1)\r\nA OK done\r\n",
            "* BYE [ALERT] too busy\r\n", Hello + "A NO [UNAVAILABLE] later\r\n",
            Hello + "+ \r\nA OK done\r\nA OK done\r\nA OK done\r\nA OK done\r\nA NO [TRYCREATE] no\r\n* BYE gone\r\n"), Imap),
        ("smtp", Samples(
            "220 ready\r\n250-host\r\n250-PIPELINING\r\n250-DSN\r\n250 SIZE 100000\r\n250 ok\r\n250 ok\r\n550-5.1.1 nobody\r\n550 5.1.1 here\r\n"
                + "354 go\r\n250 2.0.0 stored\r\n",
            "220 ready\r\n502 what\r\n250 host\r\n250 ok\r\n250\r\n250 ok\r\n354 go\r\n451 4.3.0 later\r\n250 reset\r\n", "421 4.3.2 bye\r\n"), Smtp),
        ("pop3", Samples("+OK ready\r\n+OK\r\n1 100\r\n2 200\r\n.\r\n", "+OK\r\n..dot\r\nline\r\n.\r\n-ERR [IN-USE] x\r\n", "+ challenge\r\n"), Pop3),
        ("receiver", Samples(
            "EHLO peer.test\r\nMAIL FROM:<a@b.test> SIZE=10 BODY=8BITMIME\r\nRCPT TO:<c@d.test>\r\nDATA\r\nSubject: x\r\n\r\n..\r\nbody\r\n.\r\nQUIT\r\n",
            "EHLO x\r\nMAIL FROM:<> SMTPUTF8\r\nRCPT TO:<\"a b\"@c.test>\r\nRCPT TO:<@r:j\u00f6rg@d.test>\r\nRSET\r\nVRFY x\r\nNOOP\r\nHELP\r\nDATA\r\n"),
                Receiver),
        ("paths", Samples("FROM:<a@b.test> SIZE=10", "FROM:<\"a\\\" >b\"@c.test> BODY=7BIT SMTPUTF8", "FROM:<@r.test:a@b.test>", "FROM:<>"), Paths),
    ];

    /// <summary>The input of this number and the parser it is for.</summary>
    public (string Name, byte[] Input, Func<byte[], Task> Feed) Case(long number)
    {
        var random = new Random(HashCode(seed, number));

        // The conversations, which hold most of the code, get most of the inputs.
        var pick = random.Next(8);
        var (name, samples, feed) = Targets[pick < 4 ? 0 : pick - 3];
        return (name, TransportMutations.Make(samples, random), feed);
    }

    private static int HashCode(int seed, long number) =>
        unchecked((int)((((ulong)number + 1) * 0x9E3779B97F4A7C15UL + (ulong)seed) * 0xBF58476D1CE4E5B9UL >> 32));

    private static byte[][] Samples(params string[] samples) => [.. samples.Select(Encoding.UTF8.GetBytes)];

    private static async Task Imap(byte[] input)
    {
        try
        {
            await using var client = await ImapClient.Over(new HalfStream(input), Nowhere, Options, CancellationToken.None);
            if (!client.IsSignedIn) await client.SignIn(MailLogin.WithPassword("anna", "secret"));
            var inbox = await client.Examine("INBOX");
            await foreach (var message in inbox.Fetch([1, 2, 3]))
                if (message.Uid is 0 or > 3 || message.Body.Length > Options.MaxMessageBytes)
                    throw new InvalidOperationException("A message that was not asked for.");
        }
        catch (MailTransportException)
        {
            // The only way out.
        }
    }

    private static async Task Smtp(byte[] input)
    {
        try
        {
            await using var client = await SmtpClient.Over(new HalfStream(input), Nowhere, Options, CancellationToken.None);
            var result = await client.Send(new Envelope("a@b.test", ["c@d.test", "e@f.test"]), new MemoryStream("Subject: x\r\n\r\nx"u8.ToArray()));
            if (result.Verdicts.Count != 2) throw new InvalidOperationException("A recipient without a verdict.");
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

    private static Task Paths(byte[] input)
    {
        var path = PathArgument.Parse(Encoding.Latin1.GetString(input), "FROM:");
        if (path is not null && path.Address.AsSpan().ContainsAny('\r', '\n', '\0')) throw new InvalidOperationException("An address holds a line break.");
        return Task.CompletedTask;
    }

    /// <summary>A connection whose other end says one line after the other and then nothing. An "A" at the start stands for the tag last heard.</summary>
    private sealed class HalfStream(byte[] input) : MemoryStream
    {
        private readonly StringBuilder _written = new();
        private byte[] _line = [];
        private int _at, _inLine;

        public string Written => _written.ToString();

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_inLine == _line.Length) (_line, _inLine) = (NextLine(), 0);
            var count = Math.Min(buffer.Length, _line.Length - _inLine);
            _line.AsSpan(_inLine, count).CopyTo(buffer.Span);
            _inLine += count;
            return ValueTask.FromResult(count);
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _written.Append(Encoding.Latin1.GetString(buffer.Span));
            return ValueTask.CompletedTask;
        }

        private byte[] NextLine()
        {
            var rest = input.AsSpan(_at);
            var end = rest.IndexOf((byte)'\n');
            var line = end < 0 ? rest : rest[..(end + 1)];
            _at += line.Length;
            return line.StartsWith("A "u8) ? [.. Encoding.Latin1.GetBytes(Written.TrimEnd().Split('\n')[^1].Split(' ')[0]), .. line[1..]] : line.ToArray();
        }
    }
}
