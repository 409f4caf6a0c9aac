using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.OurCompany;
using Throughline.Platform.Storage;

namespace Throughline.Settings.Departments;

/// <summary>The company's calendars to choose from, the usual one first; read once in a request.</summary>
public sealed class CalendarChoices(ThroughlineDb db) : IPart
{
    private IReadOnlyList<(string Key, string Name)>? _all;

    public async Task<IReadOnlyList<(string Key, string Name)>> All(CancellationToken ct)
    {
        if (_all is not null) return _all;
        var calendars = db.WorkCalendars;
        var read = await calendars.OrderByDescending(c => c.Key == WorkCalendar.Usual).ThenBy(c => c.Name).Select(c => new { c.Key, c.Name }).ToListAsync(ct);
        return _all = [.. read.Select(c => (c.Key, c.Name))];
    }
}
