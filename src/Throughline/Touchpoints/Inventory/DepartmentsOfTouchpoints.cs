using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Storage;
using Throughline.Touchpoints.Rules;

namespace Throughline.Touchpoints.Inventory;

/// <summary>Which touchpoints a department answers for.</summary>
public sealed class DepartmentsOfTouchpoints(ThroughlineDb db, TouchpointsNow now) : IUseDepartments
{
    [Said]
    public string What => "Touchpoints";

    public async Task<IReadOnlyDictionary<string, int>> Count(CancellationToken ct)
    {
        var touchpoints = db.Touchpoints;
        return await touchpoints.GroupBy(t => t.Department).ToDictionaryAsync(g => g.Key, g => g.Count(), StringComparer.OrdinalIgnoreCase, ct);
    }

    // The version rises, so that a form that was opened before does not bring the old name back.
    public Task Rename(string from, string to, CancellationToken ct)
    {
        var touchpoints = db.Touchpoints;
        return touchpoints.Where(t => t.Department == from)
            .ExecuteUpdateAsync(set => set.SetProperty(t => t.Department, to).SetProperty(t => t.Version, t => t.Version + 1), ct);
    }

    public void Renamed() => now.ReadAgain();
}
