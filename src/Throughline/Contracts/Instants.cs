namespace Throughline.Contracts;

/// <summary>Instants as the stores count them: microseconds since 1970-01-01T00:00:00Z, negative before it.</summary>
public static class Instants
{
    /// <summary>Rounded down to the whole microsecond.</summary>
    public static long ToMicroseconds(this DateTimeOffset instant)
    {
        var ticks = instant.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;
        var (whole, rest) = Math.DivRem(ticks, TimeSpan.TicksPerMicrosecond);
        return rest < 0 ? whole - 1 : whole;
    }

    /// <summary>The UTC instant.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside the years 1 to 9999.</exception>
    public static DateTimeOffset FromMicroseconds(long microseconds)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(microseconds, Earliest);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(microseconds, Latest);
        return DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
    }

    private static readonly long Earliest = DateTimeOffset.MinValue.ToMicroseconds(), Latest = DateTimeOffset.MaxValue.ToMicroseconds();
}
