using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Channels;

/// <summary>What waits to go out and what was given up, with the reasons.</summary>
public sealed class ShowMessages(ThroughlineDb db) : IPart
{
    private const int Most = 50;

    /// <param name="Why">What the other side said last; null before the first try.</param>
    public sealed record Line(
        Guid Id, string Channel, MessageLane Lane, string To, string Subject, DateTimeOffset CreatedAt, int Attempts, bool HasFailed, string? Why);

    /// <param name="Troubled">Those that were tried in vain: given up first, then what is tried again.</param>
    public sealed record Answer(int Waiting, int Sent, int Failed, IReadOnlyList<Line> Troubled);

    public async Task<Answer> Show(CancellationToken ct)
    {
        var messages = db.Messages;
        var counts = await messages.GroupBy(m => m.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var troubled = await messages.AsNoTracking()
            .Where(m => m.State == MessageState.Failed || (m.State == MessageState.Waiting && m.Attempts > 0))
            .OrderByDescending(m => m.State).ThenByDescending(m => m.CreatedAt).Take(Most)
            .Select(m => new Line(
                m.Id, m.Channel, m.Lane, m.Recipient, m.Subject, m.CreatedAt, m.Attempts, m.State == MessageState.Failed, m.LastError))
            .ToListAsync(ct);
        return new(
            counts.GetValueOrDefault(MessageState.Waiting), counts.GetValueOrDefault(MessageState.Sent), counts.GetValueOrDefault(MessageState.Failed),
            troubled);
    }
}
