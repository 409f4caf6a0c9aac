using FsCheck;
using FsCheck.Fluent;
using Throughline.Platform.Time;

namespace Throughline.Tests.Platform.Time;

/// <summary>Business time on random calendars, against an oracle that walks through the minutes.</summary>
public sealed class BusinessOracleTests
{
    private static readonly DateTimeOffset Origin = new(2026, 3, 20, 0, 0, 0, TimeSpan.Zero);

    // Changes of an hour and of half an hour, at midnight and at night, in spring and in autumn.
    private static readonly (string Zone, DateTimeOffset From)[] Places =
    [
        ("Europe/Berlin", Origin),
        ("Europe/Berlin", new(2026, 10, 20, 0, 0, 0, TimeSpan.Zero)),
        ("America/Havana", new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero)),
        ("America/Havana", new(2026, 10, 28, 0, 0, 0, TimeSpan.Zero)),
        ("Asia/Beirut", Origin),
        ("Australia/Lord_Howe", new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero)),
        ("Australia/Lord_Howe", new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero)),
        ("Pacific/Apia", new(2011, 12, 26, 0, 0, 0, TimeSpan.Zero)),
    ];

    [Fact]
    public void Due_and_elapsed_agree_with_a_walk_through_the_minutes() =>
        Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue - 1)), seed => Holds(new System.Random(seed))).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    private static bool Holds(System.Random random)
    {
        var (zone, from) = Places[random.Next(Places.Length)];
        var calendar = Calendar(LocalCalendar.Of(zone), from, random);
        var open = Minutes(calendar, from, 14 * 1440);
        var (a, b) = (random.Next(12 * 1440), random.Next(12 * 1440));
        var elapsed = BusinessTime.Elapsed(from.AddMinutes(a), from.AddMinutes(b), calendar);
        Assert.Equal(open.Where((isOpen, minute) => isOpen && minute >= a && minute < b).Count(), elapsed.TotalMinutes);

        var budget = random.Next(1, 600);
        var left = budget;
        var stays = calendar.AtClosing == AtClosing.StayAtClosing ? 1 : 0;
        var expected = Enumerable.Range(a, (14 * 1440) - a).Where(minute => open[minute] && left-- == stays)
            .Select(minute => (int?)minute).FirstOrDefault() + stays;
        var answer = BusinessTime.Due(from.AddMinutes(a), TimeSpan.FromMinutes(budget), calendar);
        if (expected is { } minute) Assert.Equal(from.AddMinutes(minute), answer);
        else Assert.True(answer is null || answer >= from.AddDays(14));
        Agrees(calendar, from, (a, b, budget), (elapsed, answer));
        return true;
    }

    // Some of it lies beyond what was laid end to end.
    private static void Agrees(BusinessCalendar calendar, DateTimeOffset from, (int A, int B, int Budget) asked, (TimeSpan Elapsed, DateTimeOffset? Due) told)
    {
        var open = new OpenTimes(calendar, from.AddDays(2).ToUnixTimeMilliseconds(), from.AddDays(10).ToUnixTimeMilliseconds());
        var (a, b) = (from.AddMinutes(asked.A).ToUnixTimeMilliseconds(), from.AddMinutes(asked.B).ToUnixTimeMilliseconds());
        Assert.Equal((long)told.Elapsed.TotalMilliseconds, open.Elapsed(a, b));
        Assert.Equal(told.Due?.ToUnixTimeMilliseconds(), open.Due(a, asked.Budget * 60_000L));
    }

    private static BusinessCalendar Calendar(LocalCalendar place, DateTimeOffset from, System.Random random)
    {
        IReadOnlyList<OpenHours> Hours() => [.. Enumerable.Range(0, random.Next(4))
            .Select(_ => (random.Next(96), random.Next(97))).Where(h => h.Item1 < h.Item2)
            .Select(h => new OpenHours(TimeSpan.FromMinutes(15 * h.Item1), TimeSpan.FromMinutes(15 * h.Item2)))];
        DateOnly Day() => place.DayOf(from).AddDays(random.Next(14));
        var special = new Dictionary<DateOnly, IReadOnlyList<OpenHours>> { [Day()] = Hours() };
        return new BusinessCalendar(place, Enum.GetValues<DayOfWeek>().ToDictionary(d => d, _ => Hours()), [Day(), Day()], special)
        {
            AtClosing = random.Next(2) == 0 ? AtClosing.RollToNextOpening : AtClosing.StayAtClosing,
        };
    }

    /// <summary>A minute is open when it lies in hours of any date, as the calendar's clocks place them.</summary>
    private static bool[] Minutes(BusinessCalendar calendar, DateTimeOffset from, int count)
    {
        var (open, place, first) = (new bool[count], calendar.Place, calendar.Place.DayOf(from).AddDays(-3));
        foreach (var day in Enumerable.Range(0, 20).Select(first.AddDays).Where(place.Had))
            foreach (var (opens, closes) in calendar.HoursOf(day).Select(h => (Edge(place, day, h.From), Edge(place, day, h.To))))
                for (var minute = 0; minute < count; minute++)
                    open[minute] |= from.AddMinutes(minute) >= opens && from.AddMinutes(minute) < closes;
        return open;
    }

    private static DateTimeOffset Edge(LocalCalendar place, DateOnly day, TimeSpan time) =>
        time == TimeSpan.Zero ? place.StartOf(day) : time == TimeSpan.FromDays(1) ? place.EndOf(day)
            : place.Meant(day.ToDateTime(TimeOnly.MinValue) + time)!.Value;
}
