using Microsoft.EntityFrameworkCore;
using Throughline.Platform.OurCompany;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Storage;
using Throughline.Platform.Time;
using Throughline.Platform.Ui;

namespace Throughline.Settings.Calendars;

/// <summary>Writes a calendar, new or changed, and says whose it is.</summary>
public sealed class SaveCalendar(ThroughlineDb db, DepartmentNames names) : IFeature
{
    /// <param name="TimeZone">Left out: the company's.</param>
    /// <param name="Departments">All whose calendar it is; left out: as they are. One that is new joins the list of departments.</param>
    /// <param name="HolidayNames">What a holiday is called, by its day.</param>
    /// <param name="Version">The version that was read, 0 for one that must be new; null: whatever is there is replaced.</param>
    public sealed record Request(
        string? Name, string? TimeZone, IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyList<string>>>? Week, IReadOnlyList<string>? Holidays = null,
        IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyList<string>>>? SpecialDays = null, string? Boundary = null,
        IReadOnlyList<string>? Departments = null, IReadOnlyDictionary<string, string>? HolidayNames = null, int? Version = null);

    public abstract record Outcome;
    public sealed record Saved(bool IsNew) : Outcome;
    public sealed record Refused(IReadOnlyList<Fault> Faults) : Outcome;

    /// <summary>Somebody else has saved it since this version was read.</summary>
    public sealed record Overtaken(int Version) : Outcome;

    public async Task<Outcome> Save(string key, Request request, Actor by, CancellationToken ct)
    {
        if (CheckCalendar.FaultsIn(key, request) is { Count: > 0 } faults) return new Refused(faults);
        var calendars = db.WorkCalendars;
        var found = await calendars.FirstOrDefaultAsync(c => c.Key == key, ct);
        if (request.Version is { } read && read != (found?.Version ?? 0)) return new Overtaken(found?.Version ?? 0);
        var calendar = found ?? new WorkCalendar { Key = key, Name = "", Days = CalendarDays.NineToFive, Version = 0 };
        if (found is null) calendars.Add(calendar);
        (calendar.Name, calendar.TimeZone, calendar.Days) = (request.Name!.Trim(), request.TimeZone.NullIfBlank(), CheckCalendar.Read(request));
        calendar.AtClosing = request.Boundary == CalendarShown.Stay ? AtClosing.StayAtClosing : AtClosing.RollToNextOpening;
        calendar.Version++;
        if (request.Departments is { } departments) await Give(calendar.Key, departments, ct);
        db.Audit(by, found is null ? "calendar.added" : "calendar.changed", $"calendar:{key}",
            new { calendar.TimeZone, holidays = calendar.Days.Holidays.Count, specialDays = calendar.Days.SpecialDays.Count, request.Departments });
        try
        {
            return await db.TrySave(ct) ? new Saved(found is null) : new Overtaken(1);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Overtaken(calendar.Version);
        }
    }

    private async Task Give(string key, IReadOnlyList<string> wanted, CancellationToken ct)
    {
        foreach (var name in wanted) await names.Named(name, ct);
        var departments = db.Departments;
        await departments.LoadAsync(ct);
        foreach (var department in departments.Local)
        {
            var isItsOwn = (department.Calendar ?? WorkCalendar.Usual) == key;
            var isWanted = wanted.Any(w => string.Equals(w.Trim(), department.Name, StringComparison.OrdinalIgnoreCase));
            if (isItsOwn == isWanted) continue;
            // Nobody is without a calendar: whoever is left out of the usual one stays in it.
            department.Calendar = isWanted && key != WorkCalendar.Usual ? key : null;
            department.Version++;
        }
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPut("/api/calendars/{key}", async (
                string key, Request request, SaveCalendar feature, ListCalendars list, HttpContext http, CancellationToken ct) =>
            await feature.Save(key, request, Actor.Of(http.User), ct) switch
            {
                Saved saved => Results.Json(
                    await list.Show(key, ct), statusCode: saved.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK),
                Refused refused => Problems.Of(refused.Faults),
                Overtaken overtaken => Overtaking.Problem(overtaken.Version),
                var other => throw new InvalidOperationException($"Unknown outcome {other}."),
            })
        .RequirePermission(CompanyPermissions.Manage).WithTags("Calendars").WithSummary("Adds or edits a calendar and its departments")
        .Produces<CalendarShown>();
}
