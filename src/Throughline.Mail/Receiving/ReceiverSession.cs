using System.Globalization;
using System.Net;
using System.Text;
using Throughline.Mail.Net;

namespace Throughline.Mail.Receiving;

/// <summary>One peer's conversation with a <see cref="MailReceiver"/>.</summary>
internal sealed partial class ReceiverSession(Wire wire, ReceiverOptions options, IPAddress peer)
{
    private const int MaxCommand = 4 * 1024;
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly List<string> _recipients = [];
    private string? _hello;
    private string? _sender;
    private bool _isUtf8;
    private int _errors;
    private bool _isOver;

    private bool IsLmtp => options.Protocol == ReceivingProtocol.Lmtp;
    private Peer Peer => new(peer, _hello ?? "", wire.IsEncrypted);

    /// <summary>Talks until the peer leaves, misbehaves too often, or <paramref name="ct"/> ends it.</summary>
    public async Task Run(CancellationToken ct)
    {
        Reply($"220 {options.HostName} {(IsLmtp ? "LMTP" : "ESMTP")} ready");
        while (!_isOver)
        {
            // Answers to pipelined commands leave together (RFC 2920).
            if (wire.Buffered == 0) await wire.Flush(ct);
            if ((await wire.Peek(options.Timeouts.Reply, "a command", ct)).IsEmpty) return;   // Left without a goodbye, as many do.
            var line = await wire.ReadRawLine(MaxCommand, options.Timeouts.Reply, "a command", ct);
            await Obey(line, ct);
            if (_errors < options.MaxErrors) continue;
            Reply("421 4.7.0 Too many errors, goodbye");
            _isOver = true;
        }

        await wire.Flush(ct);
    }

    private async Task Obey(ReadOnlyMemory<byte> line, CancellationToken ct)
    {
        if (Text(line.Span) is not { } text)
        {
            Complain("500 5.5.2 A command is a line of UTF-8 that ends in CRLF");
            return;
        }

        var words = text.Split(' ', 2);
        var argument = words.Length > 1 ? words[1].Trim(' ') : "";
        switch (words[0].ToUpperInvariant())
        {
            case "LHLO" when IsLmtp: Hello(argument, isExtended: true); break;
            case "EHLO" when !IsLmtp: Hello(argument, isExtended: true); break;
            case "HELO" when !IsLmtp: Hello(argument, isExtended: false); break;
            case "STARTTLS": await StartTls(argument, ct); break;
            case "MAIL": Mail(argument); break;
            case "RCPT": await Rcpt(argument, ct); break;
            case "DATA": await Data(argument, ct); break;
            case "RSET": Forget(); Reply("250 2.0.0 Forgotten"); break;
            case "NOOP": Reply("250 2.0.0 Here"); break;
            case "VRFY": Reply("252 2.5.0 Send some mail, it will be tried"); break;
            case "HELP": Reply("214 2.0.0 See RFC 5321"); break;
            case "QUIT": Reply("221 2.0.0 Goodbye"); _isOver = true; break;
            default: Complain("500 5.5.1 Unknown command"); break;
        }
    }

    private void Hello(string name, bool isExtended)
    {
        if (name.Length == 0) { Complain("501 5.5.4 Say your name"); return; }
        Forget();
        _hello = name;
        if (!isExtended) { Reply($"250 {options.HostName}"); return; }
        List<string> lines =
        [options.HostName, "PIPELINING", string.Create(CultureInfo.InvariantCulture, $"SIZE {options.MaxMessageBytes}"), "8BITMIME",
            "SMTPUTF8", "ENHANCEDSTATUSCODES"
        ];
        if (options.Certificate is not null && !wire.IsEncrypted) lines.Add("STARTTLS");
        for (var i = 0; i < lines.Count; i++) Reply($"250{(i == lines.Count - 1 ? ' ' : '-')}{lines[i]}");
    }

    private async Task StartTls(string argument, CancellationToken ct)
    {
        if (argument.Length > 0) { Complain("501 5.5.4 STARTTLS takes no argument"); return; }
        if (options.Certificate is null || wire.IsEncrypted) { Complain("503 5.5.1 TLS is not to be had here"); return; }
        if (wire.Buffered > 0)
        {
            // Commands sent before the handshake would be taken for private ones (CVE-2011-0411).
            Reply("501 5.5.1 Nothing may follow STARTTLS before the handshake");
            _isOver = true;
            return;
        }

        Reply("220 2.0.0 Go ahead");
        await wire.Flush(ct);
        await wire.EncryptAsServer(options.Certificate, ct);
        Forget();
        _hello = null;
    }

    private void Forget()
    {
        _sender = null;
        _isUtf8 = false;
        _recipients.Clear();
    }

    private void Reply(string line) => wire.Write(line + "\r\n");

    private void Complain(string line)
    {
        _errors++;
        Reply(line);
    }

    /// <summary>The command without its CRLF; null when it ends otherwise, holds a control character or is not UTF-8.</summary>
    private static string? Text(ReadOnlySpan<byte> line)
    {
        if (line is not [.. var command, (byte)'\r', (byte)'\n'] || command.ContainsAny((byte)0, (byte)'\r')) return null;
        try
        {
            return StrictUtf8.GetString(command);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
