using System.Collections.Frozen;
using NodaTime;

namespace Throughline.Platform.Time;

/// <summary>What it means that time is used up exactly at closing: due when the doors open next, or due at closing.</summary>
public enum AtClosing { RollToNextOpening, StayAtClosing }

/// <summary>What a second is on a day when the clocks change: one that passes, or one that the clocks show.</summary>
public enum CountedSeconds { Elapsed, WallClock }

/// <summary>
/// When a business is open: hours of each weekday on the clocks of its place, holidays without any, and special days that replace
/// the hours of a date, a holiday's too.
/// </summary>
/// <param name="week">A weekday that is left out is closed. Hours that overlap count once.</param>
public sealed class BusinessCalendar(
    LocalCalendar place, IReadOnlyDictionary<DayOfWeek, IReadOnlyList<OpenHours>> week,
    IEnumerable<DateOnly>? holidays = null, IReadOnlyDictionary<DateOnly, IReadOnlyList<OpenHours>>? specialDays = null)
{
    private readonly FrozenDictionary<DayOfWeek, OpenHours[]> _week = week.ToFrozenDictionary(d => d.Key, d => d.Value.ToArray());
    private readonly FrozenSet<DateOnly> _holidays = (holidays ?? []).ToFrozenSet();
    private readonly FrozenDictionary<DateOnly, OpenHours[]> _special =
        (specialDays ?? new Dictionary<DateOnly, IReadOnlyList<OpenHours>>()).ToFrozenDictionary(d => d.Key, d => d.Value.ToArray());

    private static readonly LocalDate LastDay = new(9999, 12, 30), FirstDay = new(1, 1, 2);

    public LocalCalendar Place => place;

    public AtClosing AtClosing { get; init; } = AtClosing.RollToNextOpening;

    public CountedSeconds Counted { get; init; } = CountedSeconds.Elapsed;

    /// <summary>The hours of a date, as they were given.</summary>
    public IReadOnlyList<OpenHours> HoursOf(DateOnly day) =>
        _special.TryGetValue(day, out var special) ? special : !_holidays.Contains(day) && _week.TryGetValue(day.DayOfWeek, out var usual) ? usual : [];

    /// <summary>The stretches in which it is open, in ticks since 1970: in order, apart, the first one cut off at <paramref name="from"/>.</summary>
    /// <param name="clocks">Whose clocks the hours are read on.</param>
    /// <param name="until">No stretch that begins then or later.</param>
    /// <param name="patience">Gives up when there is none for so long.</param>
    internal IEnumerable<(long From, long To)> Openings(LocalCalendar clocks, long from, long until, long patience)
    {
        var (held, last) = (default((long From, long To)?), from);
        foreach (var next in DayByDay(clocks, from, () => last + patience))
        {
            if (held is { } apart && next.From >= apart.To)
            {
                if (apart.From >= until || apart.From - last > patience) yield break;
                yield return apart;
                (held, last) = (next, apart.To);
            }
            // Where the clocks jump, hours that were apart may come to lie over each other.
            else held = held is { } one ? (Math.Min(one.From, next.From), Math.Max(one.To, next.To)) : next;
        }
        if (held is { } end && end.From < until && end.From - last <= patience) yield return end;
    }

    private IEnumerable<(long From, long To)> DayByDay(LocalCalendar clocks, long from, Func<long> givesUp)
    {
        // Hours that the clocks left out are read later, a day later at most.
        var day = LocalDate.Max(FirstDay, Instant.FromUnixTimeTicks(from).InZone(clocks.Zone).Date.PlusDays(-2));
        for (var begins = clocks.StartOf(day); day < LastDay && begins.ToUnixTimeTicks() <= givesUp(); day = day.PlusDays(1))
        {
            var ends = clocks.StartOf(day.PlusDays(1));
            if (begins < ends)
                foreach (var (opens, closes) in HoursOf(day.ToDateOnly()).Select(h => Meant(clocks, day, h, begins, ends)).Order())
                    if (closes > Math.Max(opens, from)) yield return (Math.Max(opens, from), closes);
            begins = ends;
        }
    }

    private static (long Opens, long Closes) Meant(LocalCalendar clocks, LocalDate day, OpenHours hours, Instant begins, Instant ends) =>
        (hours.From == TimeSpan.Zero ? begins.ToUnixTimeTicks() : Edge(clocks, day, hours.From),
         hours.To == TimeSpan.FromDays(1) ? ends.ToUnixTimeTicks() : Edge(clocks, day, hours.To));

    private static long Edge(LocalCalendar clocks, LocalDate day, TimeSpan time) => clocks.Meant(day.AtMidnight().PlusTicks(time.Ticks)).ToUnixTimeTicks();
}
