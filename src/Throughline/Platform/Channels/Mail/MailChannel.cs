using Throughline.Contracts;
using Throughline.Mail.Messages;
using Throughline.Mail.Net;
using Throughline.Mail.Smtp;
using Throughline.Mail.Writing;

namespace Throughline.Platform.Channels.Mail;

/// <summary>Mail by SMTP.</summary>
public sealed class MailChannel(MailSetup setup, MailConnections connections, TimeProvider clock) : IChannel
{
    public string Name => OutgoingMessage.Mail;

    public async Task<bool> IsSetUp(CancellationToken ct) => await setup.Find(ct) is not null;

    public async Task<Handover> Deliver(MessageRow message, CancellationToken ct) =>
        await setup.Find(ct) is { } route ? await Deliver(route, message, ct) : new Handover.Later(Words.Say("No mail server is set up."));

    /// <summary>Hands one over to a server that need not be the one that is set up.</summary>
    public async Task<Handover> Deliver(MailRoute route, MessageRow message, CancellationToken ct)
    {
        byte[] raw;
        try
        {
            raw = MailWriter.Write(Draft(route, message));
        }
        catch (ArgumentException e) // No mail can bear this address or sender.
        {
            return new Handover.Refused(e.Message);
        }
        try
        {
            var client = await connections.Take(route, ct);
            var verdict = await HandOver(client, route, message, raw, ct);
            await connections.GiveBack(route, client);
            return verdict;
        }
        catch (MailTransportException e) // A wrong password may be put right while it waits.
        {
            return new Handover.Later(e.Message);
        }
    }

    private static async Task<Handover> HandOver(SmtpClient client, MailRoute route, MessageRow message, byte[] raw, CancellationToken ct)
    {
        using var body = new MemoryStream(raw, writable: false);
        var sent = await client.Send(new Envelope(route.FromAddress, [message.Recipient]), body, ct);
        var verdict = sent.Verdicts[0];
        var said = verdict.Reply?.ToString() ?? verdict.Reason;
        return verdict.Delivery switch
        {
            Delivery.Accepted => new Handover.Taken(said),
            Delivery.Refused => new Handover.Refused(said),
            // Uncertain too: a repetition bears the same Message-ID, and a loss would be seen by nobody.
            Delivery.TryLater or Delivery.Uncertain => new Handover.Later(said),
        };
    }

    private MailDraft Draft(MailRoute route, MessageRow message)
    {
        var from = new Mailbox(route.FromAddress, route.FromName);
        return new MailDraft
        {
            From = from,
            To = [new Mailbox(message.Recipient, message.RecipientName ?? "")],
            Subject = message.Subject,
            Date = clock.GetUtcNow(),
            MessageId = $"{message.Id:N}@{(from.Domain.Length > 0 ? from.Domain : "throughline.invalid")}",
            Text = message.Text ?? "",
            Html = message.Html,
            AutoSubmitted = "auto-generated",
            Unsubscribe = OneClick(message.Unsubscribe),
        };
    }

    // RFC 8058 knows no other; the link in the text works all the same.
    private static UnsubscribeLinks? OneClick(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var off) && off.Scheme == Uri.UriSchemeHttps ? new UnsubscribeLinks(off) : null;
}
