using System.Text.RegularExpressions;
using Throughline.Platform.OurCompany;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Time;
using Throughline.Platform.Ui;

namespace Throughline.Settings.Calendars;

/// <summary>Says what is wrong with a calendar as somebody wrote it, and reads it.</summary>
internal static partial class CheckCalendar
{
    public const int MostDays = 2_000, MostHoursADay = 20;

    public static List<Fault> FaultsIn(string key, SaveCalendar.Request asked)
    {
        List<Fault> faults = [];
        if (!KeyPattern().IsMatch(key) || key == "new")
            faults.Add(new("key", "A key has 1 to 60 lowercase letters, digits, - and _, begins with a letter or digit, and is not \"new\"."));
        if (asked.Name?.Trim() is not { Length: > 0 and <= WorkCalendar.LongestName })
            faults.Add(new("name", $"Enter a name of at most {WorkCalendar.LongestName} characters."));
        if (asked.TimeZone.NullIfBlank() is { } zone && LocalCalendar.Find(zone) is null)
            faults.Add(new("timeZone", "Enter an IANA time zone, such as Europe/London."));
        if (asked.Boundary.NullIfBlank() is not (null or CalendarShown.Roll or CalendarShown.Stay))
            faults.Add(new("boundary", $"Choose {CalendarShown.Roll} or {CalendarShown.Stay}."));
        if (asked.Departments?.Any(d => d.Trim().Length is 0 or > Department.LongestName) == true)
            faults.Add(new("departments", $"Department names can have at most {Department.LongestName} characters."));
        faults.AddRange(FaultsInDays(asked));
        return faults;
    }

    private static IEnumerable<Fault> FaultsInDays(SaveCalendar.Request asked)
    {
        if (asked.Week is null) yield return new("week", "Provide the weekly hours, such as {\"mon\": [[\"09:00\", \"17:00\"]]}.");
        foreach (var (day, hours) in asked.Week ?? new Dictionary<string, IReadOnlyList<IReadOnlyList<string>>>())
        {
            if (CalendarDays.DayOf(day) is null) yield return new("week", $"\"{day}\" is not a weekday. Use mon, tue, wed, thu, fri, sat or sun.");
            else if (!AreHours(hours)) yield return new("week", BadHours(day));
        }
        foreach (var day in (asked.Holidays ?? []).Where(day => Period.Day(day) is null))
            yield return new("holidays", $"\"{day}\" is not a valid date. Use the format 2026-12-25.");
        foreach (var (day, hours) in asked.SpecialDays ?? new Dictionary<string, IReadOnlyList<IReadOnlyList<string>>>())
        {
            if (Period.Day(day) is null) yield return new("specialDays", $"\"{day}\" is not a valid date. Use the format 2026-12-25.");
            else if (!AreHours(hours)) yield return new("specialDays", BadHours(day));
        }
        if ((asked.Holidays?.Count ?? 0) + (asked.SpecialDays?.Count ?? 0) > MostDays)
            yield return new("holidays", $"A calendar can have at most {MostDays} holidays and special days. Remove some that are long past.");
    }

    private static string BadHours(string day) =>
        Words.Say($"The hours of {day} must go from an earlier to a later time, such as 09:00 to 17:00; the day ends at 24:00.");

    private static bool AreHours(IReadOnlyList<IReadOnlyList<string>> hours) =>
        hours.Count <= MostHoursADay && hours.All(h => h is not null) && CalendarDays.Read(hours) is not null;

    /// <summary>What was checked before; days in their order, each once.</summary>
    public static CalendarDays Read(SaveCalendar.Request asked)
    {
        var holidays = (asked.Holidays ?? []).Select(day => Period.Day(day)!.Value).Distinct().Order().ToList();
        var names = (asked.HolidayNames ?? new Dictionary<string, string>())
            .Where(n => Period.Day(n.Key) is { } day && holidays.Contains(day) && !string.IsNullOrWhiteSpace(n.Value))
            .ToDictionary(n => Period.Day(n.Key)!.Value, n => n.Value.Trim()[..Math.Min(n.Value.Trim().Length, WorkCalendar.LongestName)]);
        return new CalendarDays(
            CalendarDays.Weekdays.Where(d => asked.Week!.GetValueOrDefault(d.Key) is { Count: > 0 }).ToDictionary(d => d.Key, d => asked.Week![d.Key]),
            holidays,
            (asked.SpecialDays ?? new Dictionary<string, IReadOnlyList<IReadOnlyList<string>>>())
                .OrderBy(d => d.Key, StringComparer.Ordinal).ToDictionary(d => Period.Day(d.Key)!.Value, d => d.Value),
            names);
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9_-]{0,59}$")]
    private static partial Regex KeyPattern();
}
