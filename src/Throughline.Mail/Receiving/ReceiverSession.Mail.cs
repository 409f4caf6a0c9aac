using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Throughline.Mail.Net;

namespace Throughline.Mail.Receiving;

/// <summary>The envelope and the message.</summary>
internal sealed partial class ReceiverSession
{
    private void Mail(string argument)
    {
        if (_hello is null) { Complain("503 5.5.1 Say hello first"); return; }
        if (options.RequireTls && !wire.IsEncrypted) { Complain("530 5.7.0 Start TLS first"); return; }
        if (_sender is not null) { Complain("503 5.5.1 One sender is enough"); return; }
        if (PathArgument.Parse(argument, "FROM:") is not { } path) { Complain("501 5.1.7 That is no sender"); return; }
        if (UnknownParameter(path.Parameters, "SIZE", "BODY", "SMTPUTF8") is { } unknown) { Complain($"555 5.5.4 Unknown parameter {unknown}"); return; }
        if (path.Parameters.TryGetValue("BODY", out var body)
            && body.ToUpperInvariant() is not ("7BIT" or "8BITMIME")) { Complain("501 5.5.4 Unknown kind of body"); return; }
        var isUtf8 = path.Parameters.ContainsKey("SMTPUTF8");
        if (!path.IsAscii && !isUtf8) { Complain("553 5.6.7 Such an address needs SMTPUTF8"); return; }
        if (path.Parameters.TryGetValue("SIZE", out var size))
        {
            if (!long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)) { Complain("501 5.5.4 That is no size"); return; }
            if (bytes > options.MaxMessageBytes) { Complain(TooLarge); return; }
        }

        (_sender, _isUtf8) = (path.Address, isUtf8);
        Reply("250 2.1.0 Sender taken");
    }

    private string TooLarge => string.Create(CultureInfo.InvariantCulture, $"552 5.3.4 At most {options.MaxMessageBytes} bytes");

    private async Task Rcpt(string argument, CancellationToken ct)
    {
        if (_sender is null) { Complain("503 5.5.1 Name the sender first"); return; }
        if (PathArgument.Parse(argument, "TO:") is not { Address.Length: > 0 } path) { Complain("501 5.1.3 That is no recipient"); return; }
        if (path.Parameters.Count > 0) { Complain("555 5.5.4 A recipient takes no parameters here"); return; }
        if (!path.IsAscii && !_isUtf8) { Complain("553 5.6.7 Such an address needs SMTPUTF8"); return; }
        if (_recipients.Count >= options.MaxRecipients) { Reply("452 4.5.3 Too many recipients"); return; }
        var verdict = await Guarded(async () => await options.MayReceive(path.Address, Peer, ct), Verdict.TryLater("Cannot tell now"));
        if (verdict is Verdict.Accepted) _recipients.Add(path.Address);
        if (verdict is Verdict.Refused) _errors++;
        Reply(Line(verdict, "250 2.1.5 Recipient taken", "5.1.1"));
    }

    private async Task Data(string argument, CancellationToken ct)
    {
        if (argument.Length > 0) { Complain("501 5.5.4 DATA takes no argument"); return; }
        if (_recipients.Count == 0) { Complain("503 5.5.1 There is no recipient"); return; }
        Reply("354 Send the message, end with a dot");
        await wire.Flush(ct);
        await using var message = new SpooledStream(options.SpoolThreshold);
        var limit = options.MaxMessageBytes;
        var (bytes, hasLoneLineEnds) = await wire.CopyText(message, limit, limit > long.MaxValue / 4 ? long.MaxValue : limit * 4, "the rest of a message", ct);
        if (bytes > limit) ReplyToAll(TooLarge);
        else if (hasLoneLineEnds) ReplyToAll("550 5.6.0 Lines end in CRLF; a lone CR or LF is not taken");
        else await Store(message, bytes);
        Forget();
    }

    /// <summary>Stores first and answers then. A stop of the receiver waits for this, because an answer that is lost makes a duplicate.</summary>
    private async Task Store(SpooledStream message, long bytes)
    {
        message.Position = 0;
        string[] recipients = [.. _recipients];
        var mail = new ReceivedMail(_sender!, recipients, message, bytes, _isUtf8, Peer);
        using var limit = new CancellationTokenSource(options.Timeouts.Stored, options.Clock);
        var verdicts = await Guarded(async () =>
        {
            var given = await options.Store(mail, limit.Token);
            return given.Count == recipients.Length
                ? given
                : throw new InvalidOperationException($"{given.Count} verdicts were given for {recipients.Length} recipients.");
        }, [.. recipients.Select(_ => Verdict.TryLater("Could not be stored now"))]);
        const string stored = "250 2.6.0 Stored";
        if (IsLmtp) foreach (var verdict in verdicts) Reply(Line(verdict, stored, "5.2.0"));
        else Reply(Line(Worst(verdicts), stored, "5.2.0"));
        await wire.Flush(CancellationToken.None);
    }

    private void ReplyToAll(string line)
    {
        for (var i = 0; i < (IsLmtp ? _recipients.Count : 1); i++) Reply(line);
        _errors++;
    }

    /// <summary>A refusal outweighs all, so that the sender hears of it; then a delay; only then an acceptance.</summary>
    private static Verdict Worst(IReadOnlyList<Verdict> verdicts) =>
        verdicts.FirstOrDefault(v => v is Verdict.Refused) ?? verdicts.FirstOrDefault(v => v is Verdict.Postponed) ?? Verdict.Accept;

    private static string Line(Verdict verdict, string accepted, string refusal) => verdict switch
    {
        Verdict.Accepted => accepted,
        Verdict.Postponed later => $"451 4.3.0 {OnOneLine(later.Why)}",
        Verdict.Refused refused => $"550 {refusal} {OnOneLine(refused.Why)}",
        _ => throw new InvalidOperationException($"{verdict} is no verdict."),
    };

    /// <summary>The words of others go into replies as printable ASCII, so that they cannot break the line.</summary>
    private static string OnOneLine(string why)
    {
        var line = new StringBuilder(why.Length);
        foreach (var c in why.AsSpan(0, Math.Min(why.Length, 400))) line.Append(c is >= ' ' and <= '~' ? c : '?');
        return line.ToString();
    }

    /// <summary>Asks the one who takes mail; a failure there is told and becomes a delay, never a loss.</summary>
    private async Task<T> Guarded<T>(Func<Task<T>> ask, T otherwise)
    {
        try
        {
            return await ask();
        }
        catch (Exception error) when (error is not (SocketException or MailTransportException))
        {
            options.OnError(error);
            return otherwise;
        }
    }

    private static string? UnknownParameter(IReadOnlyDictionary<string, string> given, params ReadOnlySpan<string> known)
    {
        foreach (var (name, _) in given)
            if (!known.Contains(name, StringComparer.OrdinalIgnoreCase)) return OnOneLine(name);
        return null;
    }
}
