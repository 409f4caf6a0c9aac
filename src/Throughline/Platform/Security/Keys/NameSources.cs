using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Security.Keys;

/// <summary>Says by which door an interaction came: the name of its key, a colleague, or the door itself.</summary>
public sealed class NameSources(ThroughlineDb db)
{
    private const int MostKeys = 1_000;

    /// <summary>The names of keys by the source that the journal keeps of them (<c>key:…</c>).</summary>
    public async Task<IReadOnlyDictionary<string, string>> OfKeys(CancellationToken ct)
    {
        var keys = db.Keys;
        var rows = await keys.AsNoTracking().OrderByDescending(k => k.CreatedAt).Take(MostKeys).Select(k => new { k.Id, k.Name }).ToListAsync(ct);
        return rows.ToDictionary(k => $"key:{k.Id.Value:N}", k => k.Name);
    }
}
