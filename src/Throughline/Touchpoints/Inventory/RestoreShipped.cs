using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.OurCompany;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Storage;
using Throughline.Touchpoints.Rules;
using Throughline.Touchpoints.Shipped;

namespace Throughline.Touchpoints.Inventory;

/// <summary>Brings back the shipped touchpoints that were deleted; those that are there stay as they are.</summary>
public sealed class RestoreShipped(ThroughlineDb db, TouchpointsNow now, DepartmentNames departments, TimeProvider clock) : IPart
{
    /// <summary>How many of the shipped ones are missing.</summary>
    public int Missing => MissingOnes().Count;

    /// <returns>How many came back.</returns>
    public async Task<int> Restore(Actor by, CancellationToken ct)
    {
        var touchpoints = db.Touchpoints;
        var last = await touchpoints.MaxAsync(t => (int?)t.Place, ct) ?? 0;
        var missing = MissingOnes();
        foreach (var touchpoint in missing)
        {
            touchpoint.Place = ++last;
            // The company may have removed the stage that it stood in.
            if (now.Book.Lanes.All(s => s.Key != touchpoint.Stage)) touchpoint.Stage = now.Book.Stages[0].Key;
            touchpoint.Department = (await departments.Named(touchpoint.Department, ct))!;
            db.Add(touchpoint);
            db.Audit(by, "touchpoint.brought-back", $"touchpoint:{touchpoint.Key}");
            db.Add(new HistoryEntry
            { TouchpointKey = touchpoint.Key, At = clock.GetUtcNow(), Who = by.Name, What = HistoryEntry.Added, Became = touchpoint.Owner
            });
        }
        return missing.Count > 0 && await now.Save(db, reassigns: true, ct) ? missing.Count : 0;
    }

    private List<Touchpoint> MissingOnes() => [.. ShippedSet.Touchpoints().Where(s => now.Book.Touchpoints.All(t => t.Key != s.Key))];
}
