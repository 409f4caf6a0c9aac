using Microsoft.EntityFrameworkCore;
using Throughline.Platform.OurCompany;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Storage;
using Throughline.Platform.Undo;

namespace Throughline.Settings.Calendars;

/// <summary>Deletes a calendar; its departments follow the usual one, which stays.</summary>
public sealed class DeleteCalendar(ThroughlineDb db, KeepForUndo undo) : IFeature
{
    public abstract record Outcome;
    public sealed record Deleted(Guid Undo) : Outcome;
    public sealed record NoSuchCalendar : Outcome;
    public sealed record IsUsual : Outcome;

    public async Task<Outcome> Delete(string key, Actor by, CancellationToken ct)
    {
        if (key == WorkCalendar.Usual) return new IsUsual();
        var (calendars, departments) = (db.WorkCalendars, db.Departments);
        if (await calendars.FirstOrDefaultAsync(c => c.Key == key, ct) is not { } calendar) return new NoSuchCalendar();
        var had = await departments.Where(d => d.Calendar == key).ToListAsync(ct);
        foreach (var department in had) (department.Calendar, department.Version) = (null, department.Version + 1);
        calendars.Remove(calendar);
        db.Audit(by, "calendar.deleted", $"calendar:{key}", new { departments = had.Select(d => d.Name) });
        var kept = undo.Keep(by, "calendar.deleted", $"calendar:{key}", CompanyPermissions.Manage, "The calendar “{0}” was deleted.", calendar.Name,
            $"/settings/calendars/{key}");
        await db.SaveChangesAsync(ct);
        return new Deleted(kept);
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapDelete("/api/calendars/{key}", async (string key, DeleteCalendar feature, HttpContext http, CancellationToken ct) =>
            await feature.Delete(key, Actor.Of(http.User), ct) switch
            {
                Deleted deleted => UndoAct.Told(http, deleted.Undo, Results.NoContent()),
                NoSuchCalendar => ListCalendars.None(),
                IsUsual => Problems.Of(
                    StatusCodes.Status409Conflict, "usual_calendar", "Departments without a calendar use this one. It can be edited but not deleted."),
                var other => throw new InvalidOperationException($"Unknown outcome {other}."),
            })
        .RequirePermission(CompanyPermissions.Manage).WithTags("Calendars").WithSummary("Deletes a calendar; its departments use the default one");
}
