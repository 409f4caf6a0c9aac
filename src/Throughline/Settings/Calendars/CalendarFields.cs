using System.Globalization;
using Throughline.Platform.Ui;

namespace Throughline.Settings.Calendars;

/// <summary>A calendar as a colleague fills it in. The end of a day is written 00:00, because a field for times knows no 24:00.</summary>
public sealed class CalendarFields
{
    private const string Midnight = "00:00", EndOfDay = "24:00";

    public string? Key { get; set; }
    public string? Name { get; set; }

    /// <summary>Empty: the company's.</summary>
    public string? TimeZone { get; set; }

    public string? Boundary { get; set; }
    public List<string>? Departments { get; set; }
    public List<DayFields>? Week { get; set; }
    public List<HolidayFields>? Holidays { get; set; }
    public List<SpecialFields>? Special { get; set; }

    /// <summary>The version that was read; 0 of a new one.</summary>
    public int Version { get; set; }

    public sealed class DayFields
    {
        public string? Day { get; set; }
        public List<HoursFields>? Hours { get; set; }
    }

    public sealed class HoursFields
    {
        public string? From { get; set; }
        public string? To { get; set; }
    }

    public sealed class HolidayFields
    {
        public string? Day { get; set; }
        public string? Name { get; set; }
    }

    public sealed class SpecialFields
    {
        public string? Day { get; set; }
        public string? From { get; set; }
        public string? To { get; set; }
    }

    /// <param name="own">The zone that the calendar says itself.</param>
    /// <param name="from">Days before it are over, and not shown.</param>
    public static CalendarFields Of(CalendarShown shown, string? own, DateOnly from) => new()
    {
        Key = shown.Key, Name = shown.Name, TimeZone = own, Boundary = shown.Boundary, Departments = [.. shown.Departments], Version = shown.Version,
        Week = [.. shown.Week.Select(d => new DayFields { Day = d.Key, Hours = [.. d.Value.Select(Written)] })],
        Holidays = [.. shown.Holidays.Where(day => day >= from)
            .Select(day => new HolidayFields { Day = Written(day), Name = shown.HolidayNames.GetValueOrDefault(day) })],
        Special = [.. shown.SpecialDays.Where(d => d.Key >= from)
            .SelectMany(d => d.Value.Select(h => new SpecialFields { Day = Written(d.Key), From = h[0], To = Written(h).To }))],
    };

    /// <summary>What was filled in, with the days that are over as they were.</summary>
    /// <param name="was">What was read; null of a new one.</param>
    public SaveCalendar.Request Read(CalendarShown? was, DateOnly from)
    {
        var over = (was?.Holidays ?? []).Where(day => day < from).ToList();
        var holidays = (Holidays ?? []).Where(h => !string.IsNullOrWhiteSpace(h.Day)).ToList();
        var special = (was?.SpecialDays ?? new Dictionary<DateOnly, IReadOnlyList<IReadOnlyList<string>>>())
            .Where(d => d.Key < from).ToDictionary(d => Written(d.Key), d => d.Value);
        foreach (var day in (Special ?? []).Where(s => !string.IsNullOrWhiteSpace(s.Day)).GroupBy(s => s.Day!))
            special[day.Key] = [.. day.Where(s => s.From.NullIfBlank() is not null || s.To.NullIfBlank() is not null).Select(s => Pair(s.From, s.To))];
        var names = over.Where(day => was!.HolidayNames.ContainsKey(day)).ToDictionary(Written, day => was!.HolidayNames[day]);
        foreach (var holiday in holidays.Where(h => !string.IsNullOrWhiteSpace(h.Name))) names[holiday.Day!] = holiday.Name!;
        var week = (Week ?? []).Where(d => d.Day is not null).DistinctBy(d => d.Day).ToDictionary(d => d.Day!, HoursOf);
        return new SaveCalendar.Request(
            Name, TimeZone, week, [.. over.Select(Written), .. holidays.Select(h => h.Day!)], special, Boundary, Departments ?? [], names, Version);
    }

    /// <summary>The key that was given, or one made of the name.</summary>
    public string KeyOrOfName() => Key.NullIfBlank()?.Trim() ?? KeyOfName.Of(Name);

    private static IReadOnlyList<IReadOnlyList<string>> HoursOf(DayFields day) =>
        [.. (day.Hours ?? []).Where(h => h.From.NullIfBlank() is not null || h.To.NullIfBlank() is not null).Select(h => Pair(h.From, h.To))];

    private static IReadOnlyList<string> Pair(string? from, string? to) => [from ?? "", to == Midnight ? EndOfDay : to ?? ""];

    private static HoursFields Written(IReadOnlyList<string> hours) => new() { From = hours[0], To = hours[1] == EndOfDay ? Midnight : hours[1] };

    private static string Written(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
