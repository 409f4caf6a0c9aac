using Throughline.Mail.Net;

namespace Throughline.Mail.Smtp;

/// <summary>Sending.</summary>
public sealed partial class SmtpClient
{
    /// <summary>What every server must take in one transaction (RFC 5321 section 4.5.3.1.8); more go in several.</summary>
    private const int RecipientsTogether = 100;

    /// <summary>
    /// Sends one message and answers one verdict for each recipient. A failing connection is a verdict too, not an exception:
    /// <see cref="Delivery.TryLater"/> before the message was handed over, <see cref="Delivery.Uncertain"/> between then and the server's word.
    /// </summary>
    /// <param name="envelope">Who sends to whom.</param>
    /// <param name="message">A seekable stream, sent from where it stands. Lone CR or LF become CRLF.</param>
    /// <exception cref="UnsafeArgumentException">An address could smuggle a command; nothing was sent.</exception>
    /// <exception cref="ArgumentException">There is no recipient, or the stream cannot seek.</exception>
    public async Task<SendResult> Send(Envelope envelope, Stream message, CancellationToken ct = default)
    {
        envelope.Check();
        if (!message.CanSeek) throw new ArgumentException("The message must be a seekable stream, because it may be sent more than once.", nameof(message));
        var start = message.Position;
        var scan = await MessageScan.Of(message, ct);
        if (Unfit(envelope, scan) is { } why) return new([.. envelope.Recipients.Select(r => new RecipientVerdict(r.Address, Delivery.Refused, null, why))]);
        var verdicts = new Dictionary<EnvelopeRecipient, RecipientVerdict>();
        foreach (var group in envelope.Recipients.Where(CanReach).Distinct().Chunk(RecipientsTogether))
        {
            message.Position = start;
            await new SmtpTransaction(this, envelope, group, scan, verdicts).Run(message, ct);
        }

        return new([.. envelope.Recipients.Select(r => verdicts.GetValueOrDefault(r)
            ?? new RecipientVerdict(r.Address, Delivery.Refused, null, "The server does not take addresses with such letters (no SMTPUTF8)."))]);
    }

    /// <summary>Why the server cannot take this message for anyone; null when it can.</summary>
    private string? Unfit(Envelope envelope, MessageScan scan)
    {
        if (scan.Bytes > MaxMessageBytes) return $"The message has {scan.Bytes} bytes; the server takes at most {MaxMessageBytes}.";
        if (scan.HasEightBitHeader && !Can("SMTPUTF8")) return "The message's header is not ASCII and the server does not take that (no SMTPUTF8).";
        if (scan.HasEightBitBody && !Can("8BITMIME")) return "The message's body is not ASCII and the server does not take that (no 8BITMIME).";
        if (envelope.Sender is { Length: > 0 } sender && !IsAscii(sender) && !Can("SMTPUTF8"))
            return "The sender's address is not ASCII and the server does not take that (no SMTPUTF8).";
        return null;
    }

    private bool CanReach(EnvelopeRecipient recipient) => Can("SMTPUTF8") || IsAscii(recipient.Address);

    private static bool IsAscii(string address) => System.Text.Ascii.IsValid(MailboxAddress.WithAsciiDomain(address));
}
