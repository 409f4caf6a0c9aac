using Microsoft.EntityFrameworkCore;
using Throughline.Platform.OurCompany;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;

namespace Throughline.Settings.Calendars;

/// <summary>Lists the company's calendars, the usual one first.</summary>
public sealed class ListCalendars(ThroughlineDb db, CompanyCard company) : IFeature
{
    public sealed record Page(IReadOnlyList<CalendarShown> Items, string? Next);

    public async Task<Page> List(CancellationToken ct)
    {
        var (calendars, departments) = (db.WorkCalendars, db.Departments);
        var all = await calendars.AsNoTracking().OrderByDescending(c => c.Key == WorkCalendar.Usual).ThenBy(c => c.Name).ToListAsync(ct);
        var owners = (await departments.AsNoTracking().OrderBy(d => d.Name).ToListAsync(ct)).ToLookup(d => d.Calendar ?? WorkCalendar.Usual, d => d.Name);
        return new Page([.. all.Select(c => CalendarShown.Of(c, company.Now.TimeZone, [.. owners[c.Key]]))], Next: null);
    }

    public async Task<CalendarShown?> Show(string key, CancellationToken ct) => (await List(ct)).Items.FirstOrDefault(c => c.Key == key);

    public static IResult None() => Problems.Of(StatusCodes.Status404NotFound, "no_such_calendar", "There is no calendar with this key.");

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/api/calendars", (ListCalendars feature, CancellationToken ct) => feature.List(ct))
            .RequirePermission(CompanyPermissions.Read).WithTags("Calendars").WithSummary("Business hours of departments").Produces<Page>();
        api.MapGet("/api/calendars/{key}", async (string key, ListCalendars feature, CancellationToken ct) =>
            await feature.Show(key, ct) is { } shown ? Results.Ok(shown) : None())
            .RequirePermission(CompanyPermissions.Read).WithTags("Calendars").WithSummary("One calendar").Produces<CalendarShown>();
    }
}
