using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Storage;

namespace Throughline.Journeys.Named;

/// <summary>Which named journeys a department answers for.</summary>
public sealed class DepartmentsOfJourneys(ThroughlineDb db) : IUseDepartments
{
    [Said]
    public string What => "Named journeys";

    public async Task<IReadOnlyDictionary<string, int>> Count(CancellationToken ct)
    {
        var named = db.NamedJourneys;
        return await named.GroupBy(j => j.Department).ToDictionaryAsync(g => g.Key, g => g.Count(), StringComparer.OrdinalIgnoreCase, ct);
    }

    // The version rises, so that a form that was opened before does not bring the old name back.
    public Task Rename(string from, string to, CancellationToken ct)
    {
        var named = db.NamedJourneys;
        return named.Where(j => j.Department == from)
            .ExecuteUpdateAsync(set => set.SetProperty(j => j.Department, to).SetProperty(j => j.Version, j => j.Version + 1), ct);
    }
}
