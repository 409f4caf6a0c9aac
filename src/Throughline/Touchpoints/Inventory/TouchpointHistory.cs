using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Storage;

namespace Throughline.Touchpoints.Inventory;

/// <summary>Reads who owned and promised what at a touchpoint, newest first.</summary>
public sealed class TouchpointHistory(ThroughlineDb db) : IPart
{
    public const int MostShown = 100;

    public async Task<IReadOnlyList<HistoryEntry>> Read(string key, CancellationToken ct)
    {
        var history = db.TouchpointHistory;
        return await history.AsNoTracking().Where(h => h.TouchpointKey == key).OrderByDescending(h => h.Id).Take(MostShown).ToListAsync(ct);
    }
}
