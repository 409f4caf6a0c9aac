using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Storage;
using Throughline.Platform.Ui;

namespace Throughline.Touchpoints.Inventory;

/// <summary>What forms offer while somebody types: events that were seen, and channels.</summary>
public sealed class Suggestions(ThroughlineDb db) : IPart
{
    private const int MostEvents = 300;

    public sealed record Offer(IReadOnlyList<string> Events, IReadOnlyList<string> Channels);

    public async Task<Offer> Read(CancellationToken ct)
    {
        var seen = db.SeenEvents;
        var events = await seen.Where(s => s.Event != "")
            .GroupBy(s => s.Event)
            .OrderByDescending(g => g.Sum(s => s.Count))
            .Take(MostEvents)
            .Select(g => g.Key)
            .ToListAsync(ct);
        var channels = await seen.Where(s => s.Channel != "").Select(s => s.Channel).Distinct().ToListAsync(ct);
        return new Offer(events, [.. ChannelLook.Names.Union(channels).Order(StringComparer.Ordinal)]);
    }
}
