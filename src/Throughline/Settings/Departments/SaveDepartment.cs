using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.OurCompany;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Storage;
using Throughline.Platform.Ui;

namespace Throughline.Settings.Departments;

/// <summary>Adds a department, or changes its name and calendar. Whatever is its own follows to the new name.</summary>
public sealed class SaveDepartment(ThroughlineDb db, IEnumerable<IUseDepartments> users) : IFeature
{
    /// <param name="Calendar">The key of a calendar; null or empty: the company's usual one.</param>
    /// <param name="Version">The version that was read; null: whatever is there is replaced.</param>
    public sealed record Request(string? Name, string? Calendar = null, int? Version = null);

    public abstract record Outcome;
    public sealed record Saved(int Id) : Outcome;
    public sealed record NoSuchDepartment : Outcome;
    public sealed record Refused(IReadOnlyList<Fault> Faults) : Outcome;

    /// <summary>Somebody else has saved it since this version was read.</summary>
    public sealed record Overtaken(int Version) : Outcome;

    public async Task<Outcome> Add(Request request, Actor by, CancellationToken ct)
    {
        if (await FaultsIn(0, request, ct) is { Count: > 0 } faults) return new Refused(faults);
        var added = new Department { Name = request.Name!.Trim(), Calendar = request.Calendar.NullIfBlank() };
        db.Add(added);
        db.Audit(by, "department.added", $"department:{added.Name}", new { added.Calendar });
        return await db.TrySave(ct) ? new Saved(added.Id) : new Refused([Taken(added.Name)]);
    }

    public async Task<Outcome> Change(int id, Request request, Actor by, CancellationToken ct)
    {
        if (await FaultsIn(id, request, ct) is { Count: > 0 } faults) return new Refused(faults);
        await using var all = await db.Database.BeginTransactionAsync(ct);
        var departments = db.Departments;
        if (await departments.FirstOrDefaultAsync(d => d.Id == id, ct) is not { } department) return new NoSuchDepartment();
        if (request.Version is { } read && read != department.Version) return new Overtaken(department.Version);
        var was = department.Name;
        (department.Name, department.Calendar) = (request.Name!.Trim(), request.Calendar.NullIfBlank());
        department.Version++;
        db.Audit(by, "department.changed", $"department:{was}", new { department.Name, department.Calendar });
        try
        {
            if (!await db.TrySave(ct)) return new Refused([Taken(request.Name)]);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Overtaken(department.Version);
        }
        if (was != department.Name) foreach (var user in users) await user.Rename(was, department.Name, ct);
        await all.CommitAsync(ct);
        if (was != department.Name) foreach (var user in users) user.Renamed();
        return new Saved(id);
    }

    private async Task<List<Fault>> FaultsIn(int id, Request request, CancellationToken ct)
    {
        List<Fault> faults = [];
        var (departments, calendars, name, calendar) = (db.Departments, db.WorkCalendars, request.Name?.Trim() ?? "", request.Calendar.NullIfBlank());
        if (name.Length is 0 or > Department.LongestName) faults.Add(new("name", $"Enter a name of at most {Department.LongestName} characters."));
        else if (await departments.AnyAsync(d => d.Name == name && d.Id != id, ct)) faults.Add(Taken(name));
        if (calendar is not null && !await calendars.AnyAsync(c => c.Key == calendar, ct))
            faults.Add(new("calendar", $"There is no calendar \"{calendar}\"."));
        return faults;
    }

    private static Fault Taken(string name) => new("name", $"A department \"{name}\" already exists.");

    public static IResult None() => Problems.Of(StatusCodes.Status404NotFound, "no_such_department", "There is no such department.");

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/api/departments", async (Request request, SaveDepartment feature, ListDepartments list, HttpContext http, CancellationToken ct) =>
            await Answer(await feature.Add(request, Actor.Of(http.User), ct), list, StatusCodes.Status201Created, ct))
            .RequirePermission(CompanyPermissions.Manage).WithTags("Departments").WithSummary("Adds a department").Produces<ListDepartments.Line>(201);
        api.MapPut("/api/departments/{id:int}", async (
                int id, Request request, SaveDepartment feature, ListDepartments list, HttpContext http, CancellationToken ct) =>
            await Answer(await feature.Change(id, request, Actor.Of(http.User), ct), list, StatusCodes.Status200OK, ct))
            .RequirePermission(CompanyPermissions.Manage).WithTags("Departments")
            .WithSummary("Edits a department’s name or calendar; everything it owns follows").Produces<ListDepartments.Line>();
    }

    private static async Task<IResult> Answer(Outcome outcome, ListDepartments list, int status, CancellationToken ct) => outcome switch
    {
        Saved saved => Results.Json(await list.Show(saved.Id, ct), statusCode: status),
        NoSuchDepartment => None(),
        Refused refused => Problems.Of(refused.Faults),
        Overtaken overtaken => Overtaking.Problem(overtaken.Version),
        var other => throw new InvalidOperationException($"Unknown outcome {other}."),
    };
}
