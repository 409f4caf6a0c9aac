using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Jobs;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Channels;

/// <summary>
/// Hands one message to its channel. A job a message: it is claimed, tried again with growing waits, and lost by no crash. After a crash between
/// the other side's word and ours it goes out again with the same id, because SMTP cannot be asked whether it has a message.
/// </summary>
public abstract class DeliverMessage(ThroughlineDb db, IEnumerable<IChannel> channels, TimeProvider clock, MessageLane lane, int atOnce) : IJob
{
    public static readonly TimeSpan Remembered = TimeSpan.FromDays(30);

    public string Kind => KindOf(lane);

    public Lane Lane => new(Kind, atOnce);

    public static string KindOf(MessageLane lane) => lane switch
    {
        MessageLane.Now => "send-now",
        MessageLane.Soon => "send-soon",
        MessageLane.Bulk => "send-bulk",
    };

    public async Task Run(JobRun run, CancellationToken ct)
    {
        var (messages, id, now) = (db.Messages, Guid.Parse(run.Payload), clock.GetUtcNow());
        // Gone: an erasure took it. Done: the process ended between the last word and the end of the job.
        if (await messages.FirstOrDefaultAsync(m => m.Id == id && m.State == MessageState.Waiting, ct) is not { } message) return;
        message.Attempts = run.Attempt;
        var isDelayed = false;
        switch (await HandOver(message, ct))
        {
            case Handover.Taken taken:
                message.End(MessageState.Sent, taken.Answer, now);
                break;
            case Handover.Refused refused:
                message.End(MessageState.Failed, refused.Why, now);
                break;
            case Handover.Later later when now - message.CreatedAt >= message.Patience:
                message.End(MessageState.Failed, later.Why, now);
                break;
            case Handover.Later later:
                (message.LastError, isDelayed) = (later.Why, true);
                break;
        }
        await db.SaveChangesAsync(CancellationToken.None); // The other side has it: to stop now would send it twice.
        await messages.Where(m => m.DoneAt < now - Remembered).ExecuteDeleteAsync(CancellationToken.None);
        if (isDelayed) throw new MessageDelayedException();
    }

    private async Task<Handover> HandOver(MessageRow message, CancellationToken ct) =>
        channels.FirstOrDefault(c => c.Name == message.Channel) is { } channel && await channel.IsSetUp(ct)
            ? await channel.Deliver(message, ct)
            : new Handover.Refused(Words.Say("The channel is no longer set up."));
}

/// <summary>Tells the list of jobs to come again. Why is with the message, because servers name people in what they say.</summary>
public sealed class MessageDelayedException() : Exception(Words.Say("The other side did not take the message yet. Settings, Mail says why."));

/// <inheritdoc/>
public sealed class DeliverNow(ThroughlineDb db, IEnumerable<IChannel> channels, TimeProvider clock)
    : DeliverMessage(db, channels, clock, MessageLane.Now, atOnce: 2);

/// <inheritdoc/>
public sealed class DeliverSoon(ThroughlineDb db, IEnumerable<IChannel> channels, TimeProvider clock)
    : DeliverMessage(db, channels, clock, MessageLane.Soon, atOnce: 1);

/// <inheritdoc/>
public sealed class DeliverBulk(ThroughlineDb db, IEnumerable<IChannel> channels, TimeProvider clock)
    : DeliverMessage(db, channels, clock, MessageLane.Bulk, atOnce: 2);
