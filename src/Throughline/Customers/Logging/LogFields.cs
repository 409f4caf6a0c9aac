using System.Globalization;
using Throughline.Platform.Time;

namespace Throughline.Customers.Logging;

/// <summary>What a colleague fills in.</summary>
public sealed class LogFields
{
    /// <summary>As browsers send a local date and time.</summary>
    public const string TimePattern = "yyyy-MM-ddTHH:mm";

    public string? What { get; set; }
    public string? Direction { get; set; }
    public string? Text { get; set; }
    public string? At { get; set; }

    /// <summary>The time as an instant, when the clocks of the <paramref name="calendar"/> show it. False when it is no time.</summary>
    public bool TryReadTime(LocalCalendar calendar, out DateTimeOffset? at)
    {
        at = null;
        if (string.IsNullOrWhiteSpace(At)) return true;
        if (!DateTime.TryParseExact(At, [TimePattern, TimePattern + ":ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)) return false;
        at = calendar.Meant(local);
        return at is not null;
    }
}
