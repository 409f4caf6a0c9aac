using Throughline.Platform.Time;

namespace Throughline.Platform.Ui;

/// <summary>How instants read on screen, in the zone of the person who looks.</summary>
public static class Clock
{
    /// <summary>The shortest text that cannot be misread: the time for today, day and time within the year, else the date.</summary>
    public static string Short(DateTimeOffset at, DateTimeOffset now, LocalCalendar calendar, bool dateOnly = false)
    {
        var (there, today) = (calendar.Local(at), calendar.Local(now));
        return (dateOnly, there.Year == today.Year, there.Date == today.Date) switch
        {
            (false, _, true) => there.Written("HH:mm"),
            (false, true, false) => there.Written("d MMM, HH:mm"),
            (true, true, _) => there.Written("d MMM"),
            (_, false, false) or (true, false, true) => there.Written("d MMM yyyy"),
        };
    }

    /// <summary>Everything there is to say: day, date, time to the second and the zone by name and offset.</summary>
    public static string Long(DateTimeOffset at, LocalCalendar calendar)
    {
        var offset = calendar.OffsetAt(at);
        var ahead = $"{(offset < TimeSpan.Zero ? '-' : '+')}{offset:hh\\:mm}";
        return $"{calendar.Local(at).Written("dddd d MMMM yyyy, HH:mm:ss")} {calendar.Id} (UTC{ahead})";
    }
}
