using NodaTime;
using NodaTime.TimeZones;
using Throughline.Platform.Time;

namespace Throughline.Data.Import.Values;

/// <summary>The clocks of a place: turns the time they show into UTC. Of an hour that comes twice the first is meant; of one that is left
/// out, the one after.</summary>
internal sealed class WallClock(LocalCalendar calendar)
{
    private const long Day = 86_400_000_000;

    private long _from = long.MaxValue, _to = long.MinValue, _offset;

    /// <param name="name">An IANA name, such as Europe/London; null is UTC.</param>
    /// <returns>Null when there is no such zone.</returns>
    public static WallClock? In(string? name) =>
        string.IsNullOrWhiteSpace(name) ? new(LocalCalendar.Utc) : LocalCalendar.Find(name.Trim()) is { } calendar ? new(calendar) : null;

    /// <summary>Microseconds since 1970, UTC.</summary>
    public long ToUtc(long local)
    {
        if (local >= _from && local < _to) return local - _offset;
        var shown = Instant.FromUnixTimeTicks(local * 10).InUtc().LocalDateTime;
        var meant = calendar.Meant(shown);
        Remember(calendar.Zone.GetZoneInterval(meant));
        return meant.ToUnixTimeTicks() / 10;
    }

    // A day away from either end of an interval nothing is doubtful.
    private void Remember(ZoneInterval interval)
    {
        _offset = interval.WallOffset.Ticks / 10;
        _from = interval.HasStart ? interval.Start.ToUnixTimeTicks() / 10 + _offset + Day : long.MinValue;
        _to = interval.HasEnd ? interval.End.ToUnixTimeTicks() / 10 + _offset - Day : long.MaxValue;
    }
}
