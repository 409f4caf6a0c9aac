using System.Text;
using Microsoft.EntityFrameworkCore;
using Throughline.Platform.OurCompany;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Storage;
using Throughline.Platform.Time;

namespace Throughline.Settings.Calendars;

/// <summary>Adds the days off of an iCalendar file to a calendar; those that are there stay.</summary>
public sealed class ImportHolidays(ThroughlineDb db, CompanyCard company, TimeProvider clock) : IFeature
{
    public abstract record Outcome;

    /// <param name="Added">Days that were not there before.</param>
    /// <param name="Timed">Events that begin at an hour, and so were left out.</param>
    public sealed record Imported(int Added, int Timed) : Outcome;

    public sealed record NoSuchCalendar : Outcome;
    public sealed record Refused(IReadOnlyList<Fault> Faults) : Outcome;
    public sealed record Overtaken(int Version) : Outcome;

    public async Task<Outcome> Import(string key, string file, Actor by, CancellationToken ct)
    {
        var calendars = db.WorkCalendars;
        if (await calendars.FirstOrDefaultAsync(c => c.Key == key, ct) is not { } calendar) return new NoSuchCalendar();
        var today = LocalCalendar.Of(calendar.TimeZone ?? company.Now.TimeZone).DayOf(clock.GetUtcNow());
        if (HolidaysInFile.Read(file, today) is not { } found)
            return new Refused([new("file", "This is not an iCalendar file (.ics) with events, or it is larger than 1 MB.")]);
        var days = calendar.Days;
        var added = found.Days.Keys.Except(days.Holidays).ToList();
        if (days.Holidays.Count + days.SpecialDays.Count + added.Count > CheckCalendar.MostDays)
            return new Refused([new("file", $"A calendar can have at most {CheckCalendar.MostDays} holidays and special days.")]);
        var names = new Dictionary<DateOnly, string>(days.HolidayNames);
        foreach (var day in added.Where(day => found.Days[day].Trim().Length > 0))
            names[day] = found.Days[day].Trim()[..Math.Min(found.Days[day].Trim().Length, WorkCalendar.LongestName)];
        calendar.Days = days with { Holidays = [.. days.Holidays.Concat(added).Order()], HolidayNames = names };
        calendar.Version++;
        db.Audit(by, "calendar.holidays-imported", $"calendar:{key}", new { added = added.Count });
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Overtaken(calendar.Version);
        }
        return new Imported(added.Count, found.Timed);
    }

    /// <summary>What was sent, read no further than it may be long.</summary>
    public static async Task<string> Read(Stream content, CancellationToken ct)
    {
        using var reader = new StreamReader(content, Encoding.UTF8);
        var buffer = new char[HolidaysInFile.MostCharacters + 1];
        return new string(buffer, 0, await reader.ReadBlockAsync(buffer, ct));
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/api/calendars/{key}/holidays", async (string key, HttpRequest request, ImportHolidays feature, CancellationToken ct) =>
            await feature.Import(key, await Read(request.Body, ct), Actor.Of(request.HttpContext.User), ct) switch
            {
                Imported imported => Results.Ok(new { added = imported.Added, timed = imported.Timed }),
                NoSuchCalendar => ListCalendars.None(),
                Refused refused => Problems.Of(refused.Faults),
                Overtaken overtaken => Overtaking.Problem(overtaken.Version),
                var other => throw new InvalidOperationException($"Unknown outcome {other}."),
            })
        .RequirePermission(CompanyPermissions.Manage).WithTags("Calendars")
        .WithSummary("Adds the all-day events of an iCalendar file (the body) as holidays");
}
