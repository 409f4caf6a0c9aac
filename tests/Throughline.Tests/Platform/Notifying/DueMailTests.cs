using System.Globalization;
using Throughline.Platform.Notifying;
using Throughline.Platform.Time;
using Throughline.Platform.WrittenTimes;

namespace Throughline.Tests.Platform.Notifying;

public sealed class DueMailTests
{
    [Theory]
    [InlineData("2026-11-30T05:59:00Z", "Europe/Vienna", null)]            // Monday, 06:59 there
    [InlineData("2026-11-30T06:00:00Z", "Europe/Vienna", "2026-11-30")]
    [InlineData("2026-11-30T11:59:00Z", "Europe/Vienna", "2026-11-30")]    // late: the server was off
    [InlineData("2026-11-30T12:00:00Z", "Europe/Vienna", null)]            // too late for that day
    [InlineData("2026-11-30T06:00:00Z", "America/New_York", null)]         // it is one at night there
    [InlineData("2026-11-29T20:30:00Z", "Pacific/Auckland", "2026-11-30")] // Monday there, Sunday in London
    [InlineData("2026-11-28T07:00:00Z", "Europe/Vienna", null)]            // a Saturday
    public void It_is_due_on_the_clocks_of_whoever_gets_it(string now, string zone, string? day) =>
        Assert.Equal(day, Choice().DueOn(At(now), LocalCalendar.Of(zone))?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    [Fact]
    public void A_day_that_was_seen_to_is_not_due_again()
    {
        var choice = Choice();
        choice.LastDay = new DateOnly(2026, 11, 30);
        Assert.Null(choice.DueOn(At("2026-11-30T06:30:00Z"), LocalCalendar.Of("Europe/Vienna")));
        Assert.NotNull(choice.DueOn(At("2026-12-01T06:30:00Z"), LocalCalendar.Of("Europe/Vienna")));
    }

    [Fact]
    public void Who_has_turned_it_off_gets_none() =>
        Assert.Null(new NotifyChoice { UserId = Guid.CreateVersion7() }.DueOn(At("2026-11-30T06:30:00Z"), LocalCalendar.Of("Europe/Vienna")));

    private static DateTimeOffset At(string text) => GivenInstant.TryParse(text, null, out var at) ? at : throw new FormatException(text);

    private static NotifyChoice Choice() => new() { UserId = Guid.CreateVersion7(), IsDaily = true, AtMinutes = 7 * 60 };
}
