using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Storage;
using Throughline.Platform.Time;

namespace Throughline.Platform.OurCompany;

/// <summary>When which department works. Rooms that promise anything in business hours ask here.</summary>
public sealed class WorkCalendars(ThroughlineDb db, CompanyCard company) : IPart
{
    /// <summary>The usual one where there is none of this key.</summary>
    public async Task<BusinessCalendar> Of(string? key, CancellationToken ct)
    {
        var calendars = db.WorkCalendars;
        var found = await calendars.AsNoTracking()
            .Where(c => c.Key == key || c.Key == WorkCalendar.Usual)
            .OrderByDescending(c => c.Key == key)
            .FirstOrDefaultAsync(ct);
        return (found ?? UsualOne()).ToBusiness(company.Now.TimeZone);
    }

    /// <summary>The usual one for a department that has none, or that nobody knows.</summary>
    public async Task<BusinessCalendar> OfDepartment(string? name, CancellationToken ct)
    {
        var departments = db.Departments;
        return await Of(await departments.Where(d => d.Name == name).Select(d => d.Calendar).FirstOrDefaultAsync(ct), ct);
    }

    /// <summary>The calendar that is there before anybody wrote one.</summary>
    public static WorkCalendar UsualOne() => new() { Key = WorkCalendar.Usual, Name = Words.Say("Business hours"), Days = CalendarDays.NineToFive };
}
