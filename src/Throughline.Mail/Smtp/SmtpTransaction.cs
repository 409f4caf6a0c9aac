using MailKit;
using MimeKit;
using Throughline.Mail.Net;

namespace Throughline.Mail.Smtp;

/// <summary>One message to one group of recipients, and the verdict for each.</summary>
internal sealed class SmtpTransaction(Envelope envelope, MessageScan scan, Dictionary<EnvelopeRecipient, RecipientVerdict> verdicts)
{
    private readonly Dictionary<MailboxAddress, EnvelopeRecipient> _recipients = new(ReferenceEqualityComparer.Instance);

    public Envelope Envelope => envelope;

    public long Bytes => scan.Bytes;

    /// <summary>Whether the whole message was said, so that the server may have it although it did not answer.</summary>
    public bool IsHandedOver { get; set; }

    public IEnumerable<MailboxAddress> Mailboxes => _recipients.Keys;

    /// <summary>Adds a recipient; one whose address is none at all gets its verdict at once.</summary>
    public void Add(EnvelopeRecipient recipient)
    {
        if (WireAddress.Mailbox(recipient.Address) is { } mailbox) _recipients.Add(mailbox, recipient);
        else verdicts[recipient] = new(recipient.Address, Delivery.Refused, null, $"'{recipient.Address}' is not an address.");
    }

    public FormatOptions Format()
    {
        var format = RawMail.Format.Clone();
        format.International = scan.HasEightBitHeader;
        return format;
    }

    public DeliveryStatusNotification? Notifications(MailboxAddress mailbox)
    {
        var reports = _recipients[mailbox].Reports;
        if (reports == DeliveryReports.AsUsual) return null;
        if (reports.HasFlag(DeliveryReports.Never)) return DeliveryStatusNotification.Never;
        return (reports.HasFlag(DeliveryReports.OnSuccess) ? DeliveryStatusNotification.Success : 0)
            | (reports.HasFlag(DeliveryReports.OnFailure) ? DeliveryStatusNotification.Failure : 0)
            | (reports.HasFlag(DeliveryReports.OnDelay) ? DeliveryStatusNotification.Delay : 0);
    }

    /// <summary>The server's word on one recipient.</summary>
    public void Take(MailboxAddress mailbox, SmtpReply reply)
    {
        var recipient = _recipients[mailbox];
        verdicts[recipient] = Verdict(recipient, reply);
    }

    /// <summary>The reply decides for all who have no verdict yet, or, when it refuses the sender, for all.</summary>
    public void Settle(SmtpReply reply, bool overrules = false)
    {
        foreach (var recipient in _recipients.Values)
            if (overrules || !verdicts.ContainsKey(recipient)) verdicts[recipient] = Verdict(recipient, reply);
    }

    /// <summary>The connection ended; all who have no verdict yet must be tried again, or may have it already.</summary>
    public void Settle(string reason)
    {
        foreach (var recipient in _recipients.Values)
            verdicts.TryAdd(recipient, new(recipient.Address, IsHandedOver ? Delivery.Uncertain : Delivery.TryLater, null, reason));
    }

    private static RecipientVerdict Verdict(EnvelopeRecipient recipient, SmtpReply reply) =>
        new(recipient.Address, reply.IsOk ? Delivery.Accepted : reply.Code >= 500 ? Delivery.Refused : Delivery.TryLater, reply, reply.ToString());
}
