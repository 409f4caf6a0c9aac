using Throughline.Platform.Time;

namespace Throughline.Demo;

/// <summary>When people do things: by season, by day of the week, by hour, in the company's own time zone.</summary>
internal static class Rhythm
{
    public const string TimeZone = "Europe/Dublin";

    private const double BusiestDay = 1.25;
    private static readonly LocalCalendar Calendar = LocalCalendar.Of(TimeZone);
    private static readonly double[] ByMonth = [0.75, 0.75, 0.9, 1.1, 1.25, 1.3, 1.2, 1.1, 0.95, 0.9, 1.15, 1.2];
    private static readonly double[] ByWeekday = [1.25, 1.0, 0.95, 0.95, 1.0, 0.9, 1.1]; // Sunday first
    private static readonly double[] ByHour = [1, 0.5, 0.3, 0.2, 0.2, 0.5, 1.5, 3, 4, 4.5, 5, 5, 6, 6, 5, 5, 5, 6, 7, 8.5, 10, 9, 6, 3];
    private static readonly double AllHours = ByHour.Sum();

    /// <summary>How busy a month is; an ordinary one is 1.</summary>
    public static double Season(DateTimeOffset at) => ByMonth[at.Month - 1];

    /// <summary>The next time that something happens which happens about every so many days.</summary>
    public static DateTimeOffset Next(DateTimeOffset after, double meanDays, Chance chance)
    {
        var day = after.AddDays(chance.Wait(meanDays) / Season(after));
        if (!chance.Is(ByWeekday[(int)day.DayOfWeek] / BusiestDay)) day = day.AddDays(1);
        var at = AtSomeHour(day, chance);
        return at > after ? at : after.AddHours(chance.Between(0.5, 6));
    }

    /// <summary>Then, or when the doors open next.</summary>
    public static DateTimeOffset WhenOpen(DateTimeOffset at, int opens, int closes, Chance chance)
    {
        var local = Calendar.Local(at);
        if (local.Hour >= opens && local.Hour < closes) return at;
        var wait = TimeSpan.FromHours(opens) - local.TimeOfDay;
        return at + (wait < TimeSpan.Zero ? wait + TimeSpan.FromDays(1) : wait) + TimeSpan.FromMinutes(chance.Wait(45));
    }

    public static bool IsOpen(DateTimeOffset at, int opens, int closes)
    {
        var hour = Calendar.Local(at).Hour;
        return hour >= opens && hour < closes;
    }

    private static DateTimeOffset AtSomeHour(DateTimeOffset day, Chance chance)
    {
        var (hour, left) = (0, chance.Next() * AllHours);
        while (hour < 23 && (left -= ByHour[hour]) >= 0) hour++;
        return Calendar.StartOf(Calendar.DayOf(day)).AddMilliseconds(Math.Floor((hour + chance.Next()) * 3_600_000));
    }
}
