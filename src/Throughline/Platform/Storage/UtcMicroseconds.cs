using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Throughline.Platform.Storage;

/// <summary>Stores an instant as microseconds since 1970-01-01T00:00:00Z, because SQLite can neither order nor compare a <see cref="DateTimeOffset"/>. Finer parts are dropped (floor), the offset too: all instants are read back as UTC.</summary>
public sealed class UtcMicroseconds() : ValueConverter<DateTimeOffset, long>(instant => From(instant), microseconds => To(microseconds))
{
    /// <summary>Microseconds since the Unix epoch, rounded down; negative before it.</summary>
    public static long From(DateTimeOffset instant)
    {
        var ticks = instant.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;
        return Math.DivRem(ticks, TimeSpan.TicksPerMicrosecond) is var (whole, rest) && rest < 0 ? whole - 1 : whole;
    }

    /// <summary>The UTC instant of a number of microseconds since the Unix epoch.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside the years 1 to 9999.</exception>
    public static DateTimeOffset To(long microseconds)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(microseconds, From(DateTimeOffset.MinValue));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(microseconds, From(DateTimeOffset.MaxValue));
        return DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
    }
}
