using System.Text.Json;
using Throughline.Platform.Time;

namespace Throughline.Tests.Platform.Time;

/// <summary>When something is due, and how much time has passed.</summary>
public sealed class BusinessTimeTests
{
    private static readonly LocalCalendar Berlin = LocalCalendar.Of("Europe/Berlin");
    private static readonly DayOfWeek[] WorkDays = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    [Fact]
    public void Every_worked_case_comes_out_as_it_was_worked_out()
    {
        var wrong = BusinessCases.Read("business-time")
            .Select(c => (Case: c, Got: Answer(c), Expected: c.GetProperty("expect").ToString())).Where(a => a.Got != a.Expected)
            .Select(a => $"{a.Case.GetProperty("id")} {a.Case.GetProperty("title")}: {a.Got}, not {a.Expected}");
        Assert.Empty(wrong);
    }

    [Fact]
    public void A_promised_day_is_over_at_the_midnight_that_ends_it() => Assert.All(BusinessCases.Read("promised-days"), c => Assert.Equal(
        BusinessCases.At(c.GetProperty("due").GetString()!),
        LocalCalendar.Of(c.GetProperty("timeZone").GetString()!)
            .EndOf(BusinessCases.Day(c.GetProperty("promisedDay").GetString()!).AddDays(c.GetProperty("graceDays").GetInt32()))));

    [Fact]
    public void A_window_begins_at_the_same_time_on_the_clocks_so_many_days_before() => Assert.All(BusinessCases.Read("windows"), c => Assert.Equal(
        BusinessCases.At(c.GetProperty("from").GetString()!),
        LocalCalendar.Of(c.GetProperty("timeZone").GetString()!)
            .SameTime(BusinessCases.At(c.GetProperty("asOf").GetString()!), -c.GetProperty("days").GetInt32())));

    [Theory]
    [InlineData(AtClosing.RollToNextOpening, "2026-03-11T08:00:00Z")]
    [InlineData(AtClosing.StayAtClosing, "2026-03-10T16:00:00Z")]
    public void Time_used_up_exactly_at_closing_is_due_as_the_calendar_says(AtClosing atClosing, string due) =>
        Assert.Equal(BusinessCases.At(due), BusinessTime.Due(BusinessCases.At("2026-03-10T12:00:00Z"), TimeSpan.FromHours(4), Office(atClosing: atClosing)));

    [Fact]
    public void Nothing_to_do_is_due_at_once_or_when_the_doors_open()
    {
        Assert.Equal(BusinessCases.At("2026-03-10T12:00:00Z"), BusinessTime.Due(BusinessCases.At("2026-03-10T12:00:00Z"), TimeSpan.Zero, Office()));
        Assert.Equal(BusinessCases.At("2026-03-11T08:00:00Z"), BusinessTime.Due(BusinessCases.At("2026-03-10T16:00:00Z"), TimeSpan.Zero, Office()));
    }

    [Fact]
    public void Special_hours_take_the_place_of_a_holiday()
    {
        var eve = new DateOnly(2026, 12, 24);
        var calendar = Office(holidays: [eve], special: new() { [eve] = [new(TimeSpan.FromHours(9), TimeSpan.FromHours(12))] });
        Assert.Equal(TimeSpan.FromHours(3), BusinessTime.Elapsed(BusinessCases.At("2026-12-24T00:00:00Z"), BusinessCases.At("2026-12-25T00:00:00Z"), calendar));
    }

    [Theory]
    [InlineData(CountedSeconds.Elapsed, "2026-03-28T21:00:00Z", 7)]
    [InlineData(CountedSeconds.WallClock, "2026-03-28T21:00:00Z", 8)]
    [InlineData(CountedSeconds.Elapsed, "2026-10-24T20:00:00Z", 9)]
    [InlineData(CountedSeconds.WallClock, "2026-10-24T20:00:00Z", 8)]
    public void A_night_shift_is_as_long_as_it_takes_or_as_the_clocks_say(CountedSeconds counted, string from, int hours)
    {
        var nights = new BusinessCalendar(Berlin, new Dictionary<DayOfWeek, IReadOnlyList<OpenHours>>
        {
            [DayOfWeek.Saturday] = [new(TimeSpan.FromHours(22), TimeSpan.FromHours(24))],
            [DayOfWeek.Sunday] = [new(TimeSpan.Zero, TimeSpan.FromHours(6))],
        })
        { Counted = counted };
        Assert.Equal(TimeSpan.FromHours(hours), BusinessTime.Elapsed(BusinessCases.At(from).AddHours(-2), BusinessCases.At(from).AddHours(12), nights));
    }

    [Fact]
    public void Doors_that_never_open_make_nothing_due_and_hours_across_a_decade_are_soon_counted()
    {
        var now = BusinessCases.At("2026-03-10T12:00:00Z");
        Assert.Null(BusinessTime.Due(now, TimeSpan.FromHours(1), new BusinessCalendar(Berlin, new Dictionary<DayOfWeek, IReadOnlyList<OpenHours>>())));
        Assert.NotNull(BusinessTime.Due(now, TimeSpan.FromHours(50 * 52 * 40), Office()));
        Assert.Null(BusinessTime.Due(now, TimeSpan.MaxValue, Office(), TimeCounted.Elapsed));
        Assert.Equal(TimeSpan.Zero, BusinessTime.Elapsed(now, now.AddDays(-1), Office()));
    }

    [Fact]
    public void An_opening_after_a_long_pause_counts_in_what_has_passed()
    {
        var far = new DateOnly(2040, 1, 2);
        var special = new Dictionary<DateOnly, IReadOnlyList<OpenHours>> { [far] = [OpenHours.WholeDay] };
        var calendar = new BusinessCalendar(Berlin, new Dictionary<DayOfWeek, IReadOnlyList<OpenHours>>(), null, special);
        Assert.Equal(TimeSpan.FromDays(1), BusinessTime.Elapsed(BusinessCases.At("2026-01-01T00:00:00Z"), BusinessCases.At("2041-01-01T00:00:00Z"), calendar));
        Assert.Null(BusinessTime.Due(BusinessCases.At("2026-01-01T00:00:00Z"), TimeSpan.FromHours(1), calendar));
    }

    private static BusinessCalendar Office(
        IReadOnlyList<DateOnly>? holidays = null, Dictionary<DateOnly, IReadOnlyList<OpenHours>>? special = null, AtClosing atClosing = default) =>
        new(Berlin, WorkDays.ToDictionary(d => d, _ => (IReadOnlyList<OpenHours>)[new(TimeSpan.FromHours(9), TimeSpan.FromHours(17))]), holidays, special)
        {
            AtClosing = atClosing,
        };

    private static string Answer(JsonElement asked)
    {
        var calendar = BusinessCases.Calendar(asked.GetProperty("calendar"));
        var counted = Enum.Parse<TimeCounted>(asked.GetProperty("clock").GetString()!, ignoreCase: true);
        if (asked.GetProperty("ask").GetString() == "elapsed")
            return $"{BusinessTime.Elapsed(Of(asked, "from"), Of(asked, "to"), calendar, counted).TotalSeconds}";
        var (start, left) = (Of(asked, "start"), TimeSpan.FromSeconds(asked.GetProperty("seconds").GetInt64()));
        // While a clock stands still its time does not run; the stretches between are the calendar's.
        foreach (var pause in asked.TryGetProperty("pauses", out var pauses) ? pauses.EnumerateArray().ToArray() : [])
        {
            var spent = BusinessTime.Elapsed(start, Of(pause, "from"), calendar, counted);
            if (spent >= left) break;
            (start, left) = (Of(pause, "to"), left - spent);
        }
        return $"{BusinessTime.Due(start, left, calendar, counted):yyyy-MM-ddTHH:mm:ssZ}";
    }

    private static DateTimeOffset Of(JsonElement asked, string name) => BusinessCases.At(asked.GetProperty(name).GetString()!);
}
