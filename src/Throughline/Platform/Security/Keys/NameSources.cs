using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Security.Keys;

/// <summary>Says by which door an interaction came: the name of its key, of a door with a name of its own, or the source itself.</summary>
public sealed class NameSources(ThroughlineDb db, IEnumerable<INameDoors> doors) : IPart
{
    private const int MostKeys = 1_000;

    /// <summary>The names of keys and doors by the source that the journal keeps of them (<c>key:…</c>, <c>server:…</c>, <c>hook:…</c>).</summary>
    public async Task<IReadOnlyDictionary<string, string>> OfAll(CancellationToken ct)
    {
        var keys = db.Keys;
        var rows = await keys.AsNoTracking().OrderByDescending(k => k.CreatedAt).Take(MostKeys).Select(k => new { k.Id, k.Name }).ToListAsync(ct);
        var names = new Dictionary<string, string>(2 * rows.Count);
        foreach (var key in rows) names[$"{Sources.Public}{key.Id.Value:N}"] = names[$"{Sources.OwnServer}{key.Id.Value:N}"] = key.Name;
        foreach (var (source, name) in doors.SelectMany(d => d.Names)) names[source] = name;
        return names;
    }
}
