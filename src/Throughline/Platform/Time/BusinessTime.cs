namespace Throughline.Platform.Time;

/// <summary>Which time counts: all of it, or that of open doors.</summary>
public enum TimeCounted { Elapsed, Business }

/// <summary>The two questions about business time: when something is due, and how much of it has passed.</summary>
public static class BusinessTime
{
    /// <summary>A calendar that has no opening for so long never opens.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(1200);

    /// <summary>When the budget is used up. Time used up exactly at closing is due as <see cref="BusinessCalendar.AtClosing"/> says.</summary>
    /// <param name="budget">Nothing is due at once, or when the doors open next.</param>
    /// <returns>Null when the doors never open, or not within the years of a calendar.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The budget is negative.</exception>
    public static DateTimeOffset? Due(DateTimeOffset start, TimeSpan budget, BusinessCalendar calendar, TimeCounted counted = TimeCounted.Business)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(budget, TimeSpan.Zero);
        if (counted == TimeCounted.Elapsed) return budget > DateTimeOffset.MaxValue - start ? null : start.ToUniversalTime() + budget;
        var (clocks, left) = (Clocks(calendar), budget.Ticks);
        foreach (var (from, to) in calendar.Openings(clocks, Ticks(start, calendar), long.MaxValue, Patience.Ticks))
        {
            if (left < to - from || (left == to - from && calendar.AtClosing == AtClosing.StayAtClosing)) return Instant(from + left, calendar);
            left -= to - from;
        }
        return null;
    }

    /// <summary>How much time has passed from one instant to another; none when the second is the earlier one.</summary>
    public static TimeSpan Elapsed(DateTimeOffset from, DateTimeOffset to, BusinessCalendar calendar, TimeCounted counted = TimeCounted.Business)
    {
        if (to <= from) return TimeSpan.Zero;
        if (counted == TimeCounted.Elapsed) return to - from;
        var (begin, end) = (Ticks(from, calendar), Ticks(to, calendar));
        return TimeSpan.FromTicks(calendar.Openings(Clocks(calendar), begin, end, end - begin).Sum(open => Math.Min(open.To, end) - open.From));
    }

    // Seconds that the clocks show are those of a place whose clocks never change.
    private static LocalCalendar Clocks(BusinessCalendar calendar) => calendar.Counted == CountedSeconds.WallClock ? LocalCalendar.Utc : calendar.Place;

    private static long Ticks(DateTimeOffset at, BusinessCalendar calendar) =>
        (calendar.Counted == CountedSeconds.WallClock ? calendar.Place.Local(at).Ticks : at.UtcTicks) - DateTimeOffset.UnixEpoch.Ticks;

    private static DateTimeOffset? Instant(long ticks, BusinessCalendar calendar)
    {
        var at = DateTimeOffset.UnixEpoch.AddTicks(ticks);
        return calendar.Counted == CountedSeconds.WallClock ? calendar.Place.Meant(at.DateTime) : at;
    }
}
