using System.Globalization;
using Throughline.Platform.OurCompany;

namespace Throughline.Settings.Calendars;

/// <summary>Hours as a person reads them.</summary>
public static class WeekInWords
{
    /// <summary>"Mon–Fri 09:00–17:00, Sat 10:00–14:00".</summary>
    public static string Of(IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyList<string>>> week)
    {
        List<string> parts = [];
        var days = CalendarDays.Weekdays.Select(d => (d.Day, Hours: HoursOf(week.GetValueOrDefault(d.Key) ?? []))).ToList();
        for (var (first, next) = (0, 0); first < days.Count; first = next)
        {
            for (next = first + 1; next < days.Count && days[next].Hours == days[first].Hours;) next++;
            if (days[first].Hours.Length == 0) continue;
            var name = next - first == 1 ? Short(days[first].Day) : $"{Short(days[first].Day)}–{Short(days[next - 1].Day)}";
            parts.Add(next - first == days.Count ? Words.Say($"Every day {days[first].Hours}") : $"{name} {days[first].Hours}");
        }
        return parts.Count == 0 ? Words.Say("Always closed") : string.Join(", ", parts);
    }

    /// <summary>"09:00–12:00 and 13:00–17:00"; empty for a closed day.</summary>
    public static string HoursOf(IReadOnlyList<IReadOnlyList<string>> hours) => hours switch
    {
        [["00:00", "24:00"]] => Words.Say("round the clock"),
        _ => string.Join(Words.Say(" and "), hours.Select(h => $"{h[0]}–{h[1]}")),
    };

    private static string Short(DayOfWeek day) => CultureInfo.CurrentCulture.DateTimeFormat.GetAbbreviatedDayName(day);
}
