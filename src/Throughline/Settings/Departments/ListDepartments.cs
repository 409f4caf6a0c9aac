using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.OurCompany;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;

namespace Throughline.Settings.Departments;

/// <summary>Lists the company's departments, each with its calendar and what is its own.</summary>
public sealed class ListDepartments(ThroughlineDb db, IEnumerable<IUseDepartments> users) : IFeature
{
    /// <param name="Calendar">The key of its calendar; null: the company's usual one.</param>
    /// <param name="Has">How much of what is its own: colleagues, touchpoints, named journeys.</param>
    /// <param name="Version">Give it back with a change, and a change by somebody else since is not overwritten.</param>
    public sealed record Line(int Id, string Name, string? Calendar, IReadOnlyDictionary<string, int> Has, int Version)
    {
        public bool IsInUse() => Has.Values.Any(count => count > 0);
    }

    public sealed record Page(IReadOnlyList<Line> Items, string? Next);

    public async Task<Page> List(CancellationToken ct)
    {
        var departments = db.Departments;
        var all = await departments.AsNoTracking().OrderBy(d => d.Name).ToListAsync(ct);
        Dictionary<string, IReadOnlyDictionary<string, int>> counts = [];
        foreach (var user in users) counts[user.What] = await user.Count(ct);
        return new Page([.. all.Select(d => new Line(d.Id, d.Name, d.Calendar, Of(counts, d.Name), d.Version))], Next: null);
    }

    public async Task<Line?> Show(int id, CancellationToken ct) => (await List(ct)).Items.FirstOrDefault(d => d.Id == id);

    private static Dictionary<string, int> Of(Dictionary<string, IReadOnlyDictionary<string, int>> counts, string name) =>
        counts.ToDictionary(c => c.Key, c => c.Value.GetValueOrDefault(name));

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/api/departments", (ListDepartments feature, CancellationToken ct) => feature.List(ct))
            .RequirePermission(CompanyPermissions.Read).WithTags("Departments").WithSummary("Departments, with their calendar and what they "
                + "own").Produces<Page>();
        api.MapGet("/api/departments/{id:int}", async (int id, ListDepartments feature, CancellationToken ct) =>
            await feature.Show(id, ct) is { } line ? Results.Ok(line) : SaveDepartment.None())
            .RequirePermission(CompanyPermissions.Read).WithTags("Departments").WithSummary("One department").Produces<Line>();
    }
}
