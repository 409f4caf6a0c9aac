using Throughline.Contracts;
using Throughline.Data.Import;
using Throughline.Platform.Journal;
using Throughline.Platform.Security.Keys;

namespace Throughline.Data.Overview;

/// <summary>Tells what came by which door lately, from the newest interactions alone.</summary>
public sealed class ShowDoors(IJournal journal, NameSources names, ShowImports imports) : IPart
{
    public const int LookedAt = 2_000;

    /// <param name="Source">As the journal has it, such as <c>key:…</c>.</param>
    /// <param name="Name">The name of the key, webhook or file, or the source itself.</param>
    public sealed record Door(string Source, string Name, bool IsKey, int Interactions, DateTimeOffset NewestAt, IReadOnlyList<string> Channels);

    /// <param name="Of">How many interactions were looked at.</param>
    public sealed record Answer(IReadOnlyList<Door> Doors, int Of, DateTimeOffset? Since);

    public async Task<Answer> Show(CancellationToken ct)
    {
        var latest = journal.Read(Math.Max(0, journal.Head - LookedAt), LookedAt);
        var named = await names.OfAll(ct);
        var files = await imports.Names(ct);
        var doors = latest.GroupBy(e => e.Source).Select(g => new Door(
            g.Key, named.GetValueOrDefault(g.Key) ?? files.GetValueOrDefault(g.Key, g.Key), Sources.IsKey(g.Key), g.Count(),
            Instants.FromMicroseconds(g.Max(e => e.ReceivedAt)),
            [.. g.CountBy(e => e.Channel).OrderByDescending(pair => pair.Value).Take(5).Select(pair => pair.Key)]));
        return new Answer([.. doors.OrderByDescending(d => d.Interactions)], latest.Count,
            latest is [var oldest, ..] ? Instants.FromMicroseconds(oldest.ReceivedAt) : null);
    }
}
