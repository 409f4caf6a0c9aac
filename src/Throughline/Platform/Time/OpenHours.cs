using System.Globalization;

namespace Throughline.Platform.Time;

/// <summary>A stretch of a local day in which a business is open, at the latest to 24:00, which is the next midnight.</summary>
public readonly record struct OpenHours
{
    public static readonly OpenHours WholeDay = new(TimeSpan.Zero, TimeSpan.FromDays(1));

    /// <exception cref="ArgumentOutOfRangeException">Not within a day, or upside down: hours over midnight are two, up to 24:00 and from 00:00.</exception>
    public OpenHours(TimeSpan from, TimeSpan to)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(from, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(to, TimeSpan.FromDays(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(from, to);
        (From, To) = (from, to);
    }

    public TimeSpan From { get; }

    /// <summary>Exclusive.</summary>
    public TimeSpan To { get; }

    /// <summary>Reads "09:00" and "17:30"; "24:00" ends the day. Null when they cannot be read or are no stretch of a day.</summary>
    public static OpenHours? Read(string? from, string? to) => Time(from) is { } begins && Time(to) is { } ends && begins < ends ? new(begins, ends) : null;

    private static TimeSpan? Time(string? text) => text == "24:00" ? TimeSpan.FromDays(1)
        : TimeOnly.TryParseExact(text, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time.ToTimeSpan() : null;
}
