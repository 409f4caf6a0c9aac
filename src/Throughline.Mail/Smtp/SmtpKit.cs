using MailKit;
using MailKit.Net.Smtp;
using MimeKit;

namespace Throughline.Mail.Smtp;

/// <summary>MailKit's client, which tells one transaction what became of each recipient, and sends messages as they are.</summary>
internal sealed class SmtpKit(IProtocolLogger ear) : MailKit.Net.Smtp.SmtpClient(ear)
{
    /// <summary>The transaction that runs.</summary>
    public SmtpTransaction? Current { get; set; }

    protected override void Prepare(FormatOptions options, MimeMessage message, EncodingConstraint constraint, int maxLineLength)
    {
        // It goes as it is.
    }

    protected override Task<long> GetSizeAsync(FormatOptions options, MimeMessage message, CancellationToken cancellationToken) =>
        Task.FromResult(Current!.Bytes);

    protected override void OnRecipientNotAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) =>
        Current!.Take(mailbox, SmtpReply.From(response));

    protected override string? GetEnvelopeId(MimeMessage message) => Current!.Envelope.Id;

    protected override DeliveryStatusNotification? GetDeliveryStatusNotifications(MimeMessage message, MailboxAddress mailbox) =>
        Current!.Notifications(mailbox);
}
