using Throughline.Platform.Time;

namespace Throughline.Journeys.Answering;

/// <summary>When an hour, day, week or month of a calendar is over.</summary>
internal static class PeriodEnd
{
    /// <param name="interval">hour, day, week or month.</param>
    public static DateTimeOffset Of(DateTimeOffset start, string interval, LocalCalendar calendar)
    {
        if (interval == "hour") return start.AddHours(1);
        var day = calendar.DayOf(start);
        return calendar.StartOf(interval switch { "week" => day.Week().AddDays(7), "month" => day.Month().AddMonths(1), _ => day.AddDays(1) });
    }
}
