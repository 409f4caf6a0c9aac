using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Storage;
using Throughline.Touchpoints.Rules;

namespace Throughline.Touchpoints.Seen;

/// <summary>Shows which events no rule takes, how often and when they were last seen.</summary>
public sealed class ListUnassigned(ThroughlineDb db, TouchpointsNow now) : IPart
{
    public const int PageSize = 25;

    /// <param name="Partly">A rule takes those of them that meet its conditions; how many is not counted here.</param>
    public sealed record Line(string Event, IReadOnlyList<string> Channels, long Count, DateTimeOffset LastSeen, bool Partly);

    /// <param name="Unnamed">Interactions whose names came after the first ten thousand and are counted together.</param>
    public sealed record Page(IReadOnlyList<Line> Items, int Total, int? Next, long Unnamed);

    public async Task<Page> List(int after, CancellationToken ct)
    {
        var seen = db.SeenEvents;
        var all = await seen.AsNoTracking().ToListAsync(ct);
        var lines = all.Where(s => s.Event.Length > 0).Select(s => (Seen: s, Reach: now.Book.ReachOf(s.Event, s.Channel))).Where(s => s.Reach != Reach.All)
            .GroupBy(s => s.Seen.Event)
            .Select(g => new Line(g.Key,
                [.. g.OrderByDescending(s => s.Seen.Count).Select(s => s.Seen.Channel)], g.Sum(s => s.Seen.Count),
                g.Max(s => s.Seen.LastSeen), g.Any(s => s.Reach == Reach.Some)))
            .OrderBy(l => l.Partly).ThenByDescending(l => l.Count).ThenBy(l => l.Event, StringComparer.Ordinal).ToList();
        return new Page([.. lines.Skip(after).Take(PageSize)], lines.Count, after + PageSize < lines.Count ? after + PageSize : null,
            all.Where(s => s.Event.Length == 0).Sum(s => s.Count));
    }

    /// <summary>How many interactions no rule can take.</summary>
    public async Task<long> Count(CancellationToken ct)
    {
        var seen = db.SeenEvents;
        return (await seen.AsNoTracking().Where(s => s.Event != "").ToListAsync(ct))
            .Where(s => now.Book.ReachOf(s.Event, s.Channel) == Reach.None)
            .Sum(s => s.Count);
    }
}
