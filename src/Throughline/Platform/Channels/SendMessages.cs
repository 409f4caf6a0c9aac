using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Jobs;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Channels;

/// <summary>Takes messages of every room: a row and a job in the transaction of whoever sends. The lanes do the rest.</summary>
public sealed class SendMessages(ThroughlineDb db, IEnumerable<IChannel> channels, TimeProvider clock) : ISendMessages
{
    public async Task<bool> CanSend(string channel, CancellationToken ct) =>
        channels.FirstOrDefault(c => c.Name == channel) is { } known && await known.IsSetUp(ct);

    public async Task<Sending> Send(OutgoingMessage message, CancellationToken ct)
    {
        if (!await CanSend(message.Channel, ct)) return Sending.NotSetUp;
        var (messages, now) = (db.Messages, clock.GetUtcNow());
        if (messages.Local.Any(m => m.Key == message.Key) || await messages.AnyAsync(m => m.Key == message.Key, ct)) return Sending.Known;
        var row = new MessageRow
        {
            Id = Guid.CreateVersion7(now), Key = message.Key, Channel = message.Channel, Lane = message.Lane, Recipient = message.To,
            RecipientName = message.ToName, Subject = message.Subject, Text = message.Text, Html = message.Html, Unsubscribe = message.Unsubscribe,
            CreatedAt = now,
        };
        messages.Add(row);
        await db.Schedule($"message:{row.Id:N}", DeliverMessage.KindOf(row.Lane), row.Id.ToString(), now, null, ct);
        return Sending.Queued;
    }
}
