using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Storage;

namespace Throughline.Settings.Users;

/// <summary>Which colleagues work in a department.</summary>
public sealed class DepartmentsOfColleagues(ThroughlineDb db) : IUseDepartments
{
    [Said]
    public string What => "Colleagues";

    public async Task<IReadOnlyDictionary<string, int>> Count(CancellationToken ct) => await db.Users
        .Where(u => u.Department != null)
        .GroupBy(u => u.Department!)
        .ToDictionaryAsync(g => g.Key, g => g.Count(), StringComparer.OrdinalIgnoreCase, ct);

    public Task Rename(string from, string to, CancellationToken ct) =>
        db.Users.Where(u => u.Department == from).ExecuteUpdateAsync(set => set.SetProperty(u => u.Department, to), ct);
}
