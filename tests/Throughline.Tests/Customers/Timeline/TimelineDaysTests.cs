using Throughline.Contracts;
using Throughline.Customers.Directory;
using Throughline.Customers.Timeline;
using Throughline.Platform.Journal;
using Throughline.Platform.Time;
using Throughline.Platform.Ui;
using Throughline.Platform.Ui.Interactions;

namespace Throughline.Tests.Customers.Timeline;

/// <summary>What stands together on a timeline, at the edges.</summary>
public sealed class TimelineDaysTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private static readonly LocalCalendar Stockholm = LocalCalendar.Of("Europe/Stockholm");

    [Theory]
    [InlineData(1_800_000, 1)]
    [InlineData(1_800_001, 2)]
    [InlineData(0, 1)]
    public void A_gap_of_half_an_hour_still_holds_a_run_together(int milliseconds, int rows) =>
        Assert.Equal(rows, Rows(Passing(2, Noon.AddMilliseconds(milliseconds)), Passing(1, Noon)).Count);

    [Fact]
    public void A_run_ends_where_the_channel_changes() =>
        Assert.Equal(2, Rows(Passing(2, Noon.AddMinutes(1), "app"), Passing(1, Noon)).Count);

    [Fact]
    public void An_order_stands_alone_between_two_runs()
    {
        var rows = Rows(
            Passing(5, Noon.AddMinutes(4)), Passing(4, Noon.AddMinutes(3)), Telling(3, Noon.AddMinutes(2)), Passing(2, Noon.AddMinutes(1)), Passing(1, Noon));
        Assert.Equal([2, 1, 2], rows.Select(r => r.Items.Count));
    }

    [Fact]
    public void A_run_keeps_its_id_while_it_grows_at_the_newer_end() =>
        Assert.Equal(Rows(Passing(1, Noon))[0].Id, Rows(Passing(2, Noon.AddMinutes(1)), Passing(1, Noon))[0].Id);

    [Theory]
    [InlineData("2026-11-20T22:59:59Z", "2026-11-20")]
    [InlineData("2026-11-20T23:00:00Z", "2026-11-21")]
    public void A_day_begins_at_midnight_of_the_person_who_looks(string at, string day) =>
        Assert.Equal(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture),
            TimelineDays.Group([Passing(1, DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture))], Stockholm)[0].Date);

    [Fact]
    public void A_run_does_not_cross_midnight() =>
        Assert.Equal(
            2, TimelineDays.Group([Passing(2, Noon.Date.AddHours(23).AddSeconds(1)), Passing(1, Noon.Date.AddHours(23).AddSeconds(-1))], Stockholm).Count);

    [Fact]
    public void Nothing_makes_no_days() => Assert.Empty(TimelineDays.Group([], Stockholm));

    private static List<TimelineRow> Rows(params ToldItem[] newestFirst) => TimelineDays.Group(newestFirst, Stockholm).SelectMany(day => day.Rows).ToList();

    private static ToldItem Passing(long position, DateTimeOffset at, string channel = "web") => Told(position, at, channel, passing: true);

    private static ToldItem Telling(long position, DateTimeOffset at) => Told(position, at, "web", passing: false);

    private static ToldItem Told(long position, DateTimeOffset at, string channel, bool passing)
    {
        var micros = at.ToMicroseconds();
        var entry = new JournalEntry(
            position, $"m{position}", InteractionKind.Page, "page:Home", 1, [], channel, "key:x", micros, null, micros, micros, "{}"u8.ToArray());
        var item = new TimelineItem(
            position, entry.MessageId, at, "page", entry.Event, channel, null, null, new IdentityView("anonymousId", "b"), default, default,
            entry, null);
        return new ToldItem(item, new Story("Viewed “Home”", null, null, Tone.Plain, passing));
    }
}
