using Throughline.Platform.Time;

namespace Throughline.Tests.Platform.Time;

/// <summary>Where days begin, and what clocks mean.</summary>
public sealed class LocalCalendarTests
{
    [Theory]
    [InlineData("Europe/Berlin", "2026-06-01", "2026-05-31T22:00:00Z")]
    [InlineData("America/Havana", "2026-11-01", "2026-11-01T04:00:00Z")] // Midnight comes twice.
    [InlineData("America/Havana", "2026-03-08", "2026-03-08T05:00:00Z")] // Midnight is left out.
    [InlineData("Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z")] // The day is left out.
    [InlineData("Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00Z")]
    [InlineData("America/St_Johns", "2010-11-07", "2010-11-07T02:30:00Z")] // A minute past midnight the clocks show yesterday again.
    public void A_day_begins_at_the_first_instant_that_bears_its_date(string zone, string day, string at) =>
        Assert.Equal(BusinessCases.At(at), LocalCalendar.Of(zone).StartOf(BusinessCases.Day(day)));

    [Fact]
    public void A_day_that_has_begun_goes_on_although_the_clocks_show_the_one_before()
    {
        var newfoundland = LocalCalendar.Of("America/St_Johns");
        var at = BusinessCases.At("2010-11-07T03:00:00Z");
        Assert.Equal(new DateTime(2010, 11, 6, 23, 30, 0, DateTimeKind.Unspecified), newfoundland.Local(at));
        Assert.Equal(new DateOnly(2010, 11, 7), newfoundland.DayOf(at));
    }

    [Fact]
    public void A_day_that_a_place_left_out_is_nobodys_yesterday()
    {
        var samoa = LocalCalendar.Of("Pacific/Apia");
        Assert.False(samoa.Had(new DateOnly(2011, 12, 30)));
        Assert.Equal(new DateOnly(2011, 12, 29), samoa.DayBefore(new DateOnly(2011, 12, 31)));
    }

    [Theory]
    [InlineData("America/Los_Angeles", "2014-11-02T01:30:00", "2014-11-02T08:30:00Z")]
    [InlineData("Europe/Berlin", "2026-03-29T02:30:00", "2026-03-29T01:30:00Z")]
    [InlineData("Australia/Lord_Howe", "2026-10-04T02:15:00", "2026-10-03T15:45:00Z")]
    public void Of_a_time_that_comes_twice_the_first_is_meant_of_one_left_out_the_one_after(string zone, string local, string at) =>
        Assert.Equal(BusinessCases.At(at), LocalCalendar.Of(zone).Meant(BusinessCases.At(local + "Z").DateTime));

    [Fact]
    public void A_pause_over_the_midnight_of_Greenwich_lies_within_a_day_of_Berlin()
    {
        var berlin = LocalCalendar.Of("Europe/Berlin");
        var (from, to) = (BusinessCases.At("2024-10-31T23:45:00Z"), BusinessCases.At("2024-11-01T00:15:00Z"));
        Assert.Equal([new DateOnly(2024, 11, 1), new DateOnly(2024, 11, 1)], new[] { from, to }.Select(berlin.DayOf));
        Assert.Equal(["00:45", "01:15"], new[] { from, to }.Select(at => $"{berlin.Local(at):HH:mm}"));
    }

    [Fact]
    public void Weeks_begin_on_Monday_months_on_the_first_quarters_every_third_month()
    {
        var day = new DateOnly(2026, 11, 29);
        Assert.Equal([new DateOnly(2026, 11, 23), new DateOnly(2026, 11, 1), new DateOnly(2026, 10, 1)], new[] { day.Week(), day.Month(), day.Quarter() });
    }

    [Theory]
    [InlineData("Mars/Olympus")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("UTC+05:30")]
    public void What_is_no_name_of_a_zone_is_none(string? name) => Assert.Null(LocalCalendar.Find(name));

    [Theory]
    [InlineData("Pacific/Kiritimati")]
    [InlineData("America/New_York")]
    public void The_ends_of_time_stand_still(string zone)
    {
        var calendar = LocalCalendar.Of(zone);
        foreach (var at in new[] { DateTimeOffset.MinValue, DateTimeOffset.MaxValue })
            Assert.InRange(at, calendar.StartOf(calendar.DayOf(at)), calendar.EndOf(calendar.DayOf(at)));
    }
}
