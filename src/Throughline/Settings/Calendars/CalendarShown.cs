using Throughline.Platform.OurCompany;
using Throughline.Platform.Time;

namespace Throughline.Settings.Calendars;

/// <summary>A calendar as the API shows it.</summary>
/// <param name="TimeZone">IANA name; the company's where it says none of its own.</param>
/// <param name="Week">By mon to sun; a day that is left out is closed. 24:00 is the next midnight.</param>
/// <param name="SpecialDays">Hours that replace those of a date, a holiday's too.</param>
/// <param name="Boundary">What time used up exactly at closing means: rollToNextOpening or stayAtClosing.</param>
/// <param name="Departments">Whose calendar it is; of the usual one those who named none.</param>
/// <param name="Version">Give it back with a change, and a change by somebody else since is not overwritten.</param>
public sealed record CalendarShown(
    string Key, string Name, string TimeZone, IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyList<string>>> Week, IReadOnlyList<DateOnly> Holidays,
    IReadOnlyDictionary<DateOnly, IReadOnlyList<IReadOnlyList<string>>> SpecialDays, string Boundary, IReadOnlyList<string> Departments,
    IReadOnlyDictionary<DateOnly, string> HolidayNames, int Version)
{
    public const string Roll = "rollToNextOpening", Stay = "stayAtClosing";

    public static CalendarShown Of(WorkCalendar calendar, string companyZone, IReadOnlyList<string> departments) => new(
        calendar.Key, calendar.Name, calendar.TimeZone ?? companyZone, calendar.Days.Week, calendar.Days.Holidays, calendar.Days.SpecialDays,
        calendar.AtClosing == AtClosing.StayAtClosing ? Stay : Roll, departments, calendar.Days.HolidayNames, calendar.Version);
}
