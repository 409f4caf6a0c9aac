using Throughline.Platform.OurCompany;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;
using Throughline.Platform.Undo;

namespace Throughline.Settings.Departments;

/// <summary>Takes a department off the list, once nothing is its own any more.</summary>
public sealed class DeleteDepartment(ThroughlineDb db, ListDepartments list, KeepForUndo undo) : IFeature
{
    public abstract record Outcome;
    public sealed record Deleted(Guid Undo) : Outcome;
    public sealed record NoSuchDepartment : Outcome;
    public sealed record InUse : Outcome;

    public async Task<Outcome> Delete(int id, Actor by, CancellationToken ct)
    {
        if (await list.Show(id, ct) is not { } line) return new NoSuchDepartment();
        if (line.IsInUse()) return new InUse();
        var rows = db.Departments.Where(d => d.Id == id);
        return await undo.DeleteOnRecord(rows, by, "department.deleted", $"department:{line.Name}", CompanyPermissions.Manage,
            "The department “{0}” was deleted.", d => d.Name, $"/settings/departments/{id}", ct) is { } kept ? new Deleted(kept) : new NoSuchDepartment();
    }

    [Said]
    public const string WhyInUse = "This department has colleagues, touchpoints or journeys. Move them to another department first.";

    public static void Map(IEndpointRouteBuilder api) => api
        .MapDelete("/api/departments/{id:int}", async (int id, DeleteDepartment feature, HttpContext http, CancellationToken ct) =>
            await feature.Delete(id, Actor.Of(http.User), ct) switch
            {
                Deleted deleted => UndoAct.Told(http, deleted.Undo, Results.NoContent()),
                NoSuchDepartment => SaveDepartment.None(),
                InUse => Problems.Of(StatusCodes.Status409Conflict, "department_in_use", WhyInUse),
                var other => throw new InvalidOperationException($"Unknown outcome {other}."),
            })
        .RequirePermission(CompanyPermissions.Manage).WithTags("Departments").WithSummary("Deletes a department that owns nothing");
}
