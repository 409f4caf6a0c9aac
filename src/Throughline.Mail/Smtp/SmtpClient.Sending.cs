using MailKit;
using MailKit.Net.Smtp;
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
        var scan = await MessageScan.Of(message, ct);
        if (Unfit(envelope, scan) is { } why) return new([.. envelope.Recipients.Select(r => new RecipientVerdict(r.Address, Delivery.Refused, null, why))]);
        var start = message.Position;
        var verdicts = new Dictionary<EnvelopeRecipient, RecipientVerdict>();
        foreach (var group in envelope.Recipients.Where(CanReach).Distinct().Chunk(RecipientsTogether))
        {
            message.Position = start;
            var transaction = new SmtpTransaction(envelope, scan, verdicts);
            foreach (var recipient in group) transaction.Add(recipient);
            if (transaction.Mailboxes.Any()) await Run(transaction, message, scan, ct);
        }

        return new([.. envelope.Recipients.Select(r => verdicts.GetValueOrDefault(r)
            ?? new RecipientVerdict(r.Address, Delivery.Refused, null, "The server does not take addresses with such letters (no SMTPUTF8)."))]);
    }

    private async Task Run(SmtpTransaction transaction, Stream message, MessageScan scan, CancellationToken ct)
    {
        _kit.Current = transaction;
        _kit.DeliveryStatusNotificationType = transaction.Envelope.ReturnWholeMessage
            ? DeliveryStatusNotificationType.Full
            : DeliveryStatusNotificationType.Unspecified;
        _stream.Await("the reply to MAIL", _options.Timeouts.Reply);
        var sender = WireAddress.Mailbox(transaction.Envelope.Sender ?? "")!;   // Looked at in Unfit.
        try
        {
            if (IsBroken) throw new ConnectionLostException("The connection has ended.");
            using var raw = RawMail.Of(message, makesLinesWhole: true, scan.HasEightBitBody, () => HandOver(transaction));
            var text = await _kit.SendAsync(transaction.Format(), raw, sender, transaction.Mailboxes, ct);
            transaction.Settle(SmtpReply.From((int)SmtpStatusCode.Ok, text));
        }
        catch (ServiceNotAuthenticatedException refused)
        {
            transaction.Settle(SmtpReply.From((int)SmtpStatusCode.AuthenticationRequired, refused.Message), overrules: true);
        }
        catch (SmtpCommandException refused) when ((int)refused.StatusCode is >= 400 and < 600)
        {
            var overrules = refused.ErrorCode == SmtpErrorCode.SenderNotAccepted;
            transaction.Settle(SmtpReply.From((int)refused.StatusCode, refused.Message), overrules);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            await _stream.DisposeAsync();
            transaction.Settle(MailKitErrors.Named(error, _stream, _ear, _endpoint.Host, "the message").Message);
        }
        finally
        {
            _kit.Current = null;
        }
    }

    private void HandOver(SmtpTransaction transaction)
    {
        transaction.IsHandedOver = true;
        _stream.Await("the reply to the message", _options.Timeouts.Stored);
    }

    /// <summary>Why the server cannot take this message for anyone; null when it can.</summary>
    private string? Unfit(Envelope envelope, MessageScan scan)
    {
        if (scan.Bytes > MaxMessageBytes) return $"The message has {scan.Bytes} bytes; the server takes at most {MaxMessageBytes}.";
        if (scan.HasEightBitHeader && !TakesUtf8) return "The message's header is not ASCII and the server does not take that (no SMTPUTF8).";
        if ((scan.HasEightBitBody || scan.HasEightBitHeader) && !_kit.Capabilities.HasFlag(SmtpCapabilities.EightBitMime))
            return "The message's body is not ASCII and the server does not take that (no 8BITMIME).";
        if (envelope.Sender is not { Length: > 0 } sender) return null;
        if (!WireAddress.IsAscii(sender) && !TakesUtf8) return "The sender's address is not ASCII and the server does not take that (no SMTPUTF8).";
        return WireAddress.Mailbox(sender) is null ? $"'{sender}' is not an address." : null;
    }

    private bool TakesUtf8 => _kit.Capabilities.HasFlag(SmtpCapabilities.UTF8);

    private bool CanReach(EnvelopeRecipient recipient) => TakesUtf8 || WireAddress.IsAscii(recipient.Address);
}
