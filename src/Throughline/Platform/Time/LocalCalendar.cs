using System.Collections.Frozen;
using NodaTime;
using NodaTime.TimeZones;

namespace Throughline.Platform.Time;

/// <summary>
/// The calendar of a place: the one that says where its days begin and what its clocks show. A day begins at the earliest instant
/// that bears its date: at the first of two midnights, or where the clocks jump over midnight at the moment after the jump.
/// It lasts until the next day begins, so that days never overlap; a day that a place skipped has no length and is nobody's.
/// </summary>
public sealed record LocalCalendar
{
    /// <summary>The days of Greenwich, for whoever has not said where they are.</summary>
    public static readonly LocalCalendar Utc = new(DateTimeZone.Utc);

    private static readonly FrozenSet<string> Known = DateTimeZoneProviders.Tzdb.Ids.ToFrozenSet(StringComparer.Ordinal);

    private LocalCalendar(DateTimeZone zone) => Zone = zone;

    /// <summary>The zone, for those who reckon with NodaTime themselves.</summary>
    public DateTimeZone Zone { get; }

    /// <summary>The IANA name as it was given, such as Europe/Berlin.</summary>
    public string Id => Zone.Id;

    /// <summary>Names to choose from: those of places.</summary>
    public static IReadOnlyList<string> Places { get; } =
        [.. (TzdbDateTimeZoneSource.Default.ZoneLocations ?? []).Select(l => l.ZoneId).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Null when there is no such zone.</summary>
    /// <param name="name">An IANA name.</param>
    public static LocalCalendar? Find(string? name) => name is not null && Known.Contains(name) ? new(DateTimeZoneProviders.Tzdb[name]) : null;

    /// <exception cref="ArgumentException">There is no such zone.</exception>
    public static LocalCalendar Of(string name) => Find(name) ?? throw new ArgumentException($"There is no time zone {name}.", nameof(name));

    /// <summary>What the clocks show. Before the year 1 and after 9999 they stand still.</summary>
    public DateTime Local(DateTimeOffset at)
    {
        var ticks = at.UtcTicks + OffsetAt(at).Ticks;
        return new DateTime(Math.Clamp(ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks), DateTimeKind.Unspecified);
    }

    /// <summary>How far the clocks are ahead of UTC.</summary>
    public TimeSpan OffsetAt(DateTimeOffset at) => Zone.GetUtcOffset(Instant.FromDateTimeOffset(at)).ToTimeSpan();

    /// <summary>The day that an instant belongs to: the last one that has begun. Where the clocks go back over midnight, no day comes twice.</summary>
    public DateOnly DayOf(DateTimeOffset at)
    {
        var day = DateOnly.FromDateTime(Local(at));
        while (day < DateOnly.MaxValue && StartOf(day.AddDays(1)) <= at) day = day.AddDays(1);
        return day;
    }

    /// <summary>The instant at which a day begins; of a day that never was, that of the day after.</summary>
    public DateTimeOffset StartOf(DateOnly day) => day == DateOnly.MinValue ? DateTimeOffset.MinValue : Within(StartOf(day.ToLocalDate()));

    /// <summary>The instant at which a day is over: when the next begins.</summary>
    public DateTimeOffset EndOf(DateOnly day) => day == DateOnly.MaxValue ? DateTimeOffset.MaxValue : StartOf(day.AddDays(1));

    /// <summary>False for the day that a place left out when it moved over the date line.</summary>
    public bool Had(DateOnly day) => StartOf(day) < EndOf(day);

    /// <summary>The day before, one that was.</summary>
    public DateOnly DayBefore(DateOnly day) => DayOf(StartOf(day).AddTicks(-1));

    /// <summary>The instant that is meant by a time on the clocks: of an hour that comes twice the first, of one that is left out the one after.</summary>
    /// <returns>Null outside the years 1 to 9999.</returns>
    public DateTimeOffset? Meant(DateTime local)
    {
        var ticks = Meant(LocalDateTime.FromDateTime(local)).ToUnixTimeTicks() + DateTimeOffset.UnixEpoch.Ticks;
        return ticks < 0 || ticks > DateTimeOffset.MaxValue.Ticks ? null : new DateTimeOffset(ticks, TimeSpan.Zero);
    }

    /// <summary>The same time on the clocks so many days later, or earlier.</summary>
    public DateTimeOffset? SameTime(DateTimeOffset at, int daysLater) => Meant(Local(at).AddDays(daysLater));

    /// <inheritdoc cref="Meant(DateTime)"/>
    internal Instant Meant(LocalDateTime local) => local.InZone(Zone, Resolvers.LenientResolver).ToInstant();

    /// <inheritdoc cref="StartOf(DateOnly)"/>
    internal Instant StartOf(LocalDate day)
    {
        var midnight = Zone.MapLocal(day.AtMidnight());
        return midnight.Count == 0 ? midnight.LateInterval.Start : midnight.First().ToInstant();
    }

    // The first and the last day that a calendar knows begin outside of it in other zones.
    private static DateTimeOffset Within(Instant at)
    {
        var ticks = at.ToUnixTimeTicks() + DateTimeOffset.UnixEpoch.Ticks;
        return new DateTimeOffset(Math.Clamp(ticks, 0, DateTimeOffset.MaxValue.Ticks), TimeSpan.Zero);
    }
}
