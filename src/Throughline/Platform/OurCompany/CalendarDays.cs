using System.Text.Json.Serialization;
using Throughline.Platform.Time;

namespace Throughline.Platform.OurCompany;

/// <summary>Hours and days of a calendar as programs write them: <c>{"mon":[["09:00","17:00"]]}</c>, days as <c>2026-12-25</c>.</summary>
/// <param name="Week">By <c>mon</c> to <c>sun</c>; a day that is left out is closed. 24:00 is the next midnight.</param>
/// <param name="Holidays">Days without opening.</param>
/// <param name="SpecialDays">Hours that replace those of a date, a holiday's too.</param>
/// <param name="HolidayNames">What a holiday is called, where somebody said.</param>
public sealed record CalendarDays(
    IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyList<string>>> Week,
    IReadOnlyList<DateOnly> Holidays,
    IReadOnlyDictionary<DateOnly, IReadOnlyList<IReadOnlyList<string>>> SpecialDays,
    IReadOnlyDictionary<DateOnly, string> HolidayNames)
{
    /// <summary>In the order of ISO 8601.</summary>
    public static IReadOnlyList<(string Key, DayOfWeek Day)> Weekdays { get; } =
    [
        ("mon", DayOfWeek.Monday), ("tue", DayOfWeek.Tuesday), ("wed", DayOfWeek.Wednesday), ("thu", DayOfWeek.Thursday), ("fri", DayOfWeek.Friday),
        ("sat", DayOfWeek.Saturday), ("sun", DayOfWeek.Sunday),
    ];

    /// <summary>Monday to Friday, nine to five.</summary>
    [JsonIgnore]
    public static CalendarDays NineToFive { get; } = new(
        Weekdays.Take(5).ToDictionary(d => d.Key, _ => (IReadOnlyList<IReadOnlyList<string>>)[["09:00", "17:00"]]), [],
        new Dictionary<DateOnly, IReadOnlyList<IReadOnlyList<string>>>(), new Dictionary<DateOnly, string>());

    public static string KeyOf(DayOfWeek day) => Weekdays.First(d => d.Day == day).Key;

    public static DayOfWeek? DayOf(string key) => Weekdays.Where(d => d.Key == key).Select(d => (DayOfWeek?)d.Day).FirstOrDefault();

    /// <summary>Hours as they are written; null where one cannot be read or is no stretch of a day.</summary>
    public static IReadOnlyList<OpenHours>? Read(IReadOnlyList<IReadOnlyList<string>> hours)
    {
        var read = hours.Select(h => h.Count == 2 ? OpenHours.Read(h[0], h[1]) : null).ToList();
        return read.Contains(null) ? null : [.. read.Select(h => h!.Value)];
    }

    /// <summary>Ready to reckon with. Hours that cannot be read are none; whoever saves them says so.</summary>
    public BusinessCalendar ToBusiness(LocalCalendar place, AtClosing atClosing) => new(
        place,
        Week.Where(d => DayOf(d.Key) is not null).ToDictionary(d => DayOf(d.Key)!.Value, d => Read(d.Value) ?? []),
        Holidays,
        SpecialDays.ToDictionary(d => d.Key, d => Read(d.Value) ?? []))
    { AtClosing = atClosing };
}
