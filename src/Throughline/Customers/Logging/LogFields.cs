using System.Globalization;

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

    /// <summary>The time as an instant, when the clocks of <paramref name="zone"/> show it; of an hour that comes twice the first, of one left out the next. False when it is no time.</summary>
    public bool TryReadTime(TimeZoneInfo zone, out DateTimeOffset? at)
    {
        at = null;
        if (string.IsNullOrWhiteSpace(At)) return true;
        if (!DateTime.TryParseExact(At, [TimePattern, TimePattern + ":ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)) return false;
        if (zone.IsInvalidTime(local)) local = local.AddHours(1);
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        // The first and the last day that a calendar knows may lie outside it in another zone.
        if (local.Ticks - offset.Ticks < 0 || local.Ticks - offset.Ticks > DateTime.MaxValue.Ticks) return false;
        at = new DateTimeOffset(local, offset).ToUniversalTime();
        return true;
    }
}
