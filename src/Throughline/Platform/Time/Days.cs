using NodaTime;

namespace Throughline.Platform.Time;

/// <summary>Weeks, months and quarters of days.</summary>
public static class Days
{
    /// <summary>The Monday of the week.</summary>
    public static DateOnly Week(this DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    /// <summary>The first of the month.</summary>
    public static DateOnly Month(this DateOnly day) => new(day.Year, day.Month, 1);

    /// <summary>The first of the quarter of the year.</summary>
    public static DateOnly Quarter(this DateOnly day) => new(day.Year, ((day.Month - 1) / 3 * 3) + 1, 1);

    internal static LocalDate ToLocalDate(this DateOnly day) => LocalDate.FromDateOnly(day);
}
