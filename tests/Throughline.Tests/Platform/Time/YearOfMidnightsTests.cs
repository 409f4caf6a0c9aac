using NodaTime;
using Throughline.Contracts;
using Throughline.Customers.Directory;
using Throughline.Customers.Timeline;
using Throughline.Home.Today;
using Throughline.JourneyEngine;
using Throughline.Journeys.Questions;
using Throughline.Platform.Journal;
using Throughline.Platform.Time;
using Throughline.Platform.Ui;
using Throughline.Platform.Ui.Interactions;
using Throughline.Tests.JourneyEngine;
using Period = Throughline.Platform.Time.Period;

namespace Throughline.Tests.Platform.Time;

/// <summary>Home, map, explorers, engine and timeline begin each day of a year at the same instant.</summary>
public sealed class YearOfMidnightsTests
{
    [Theory]
    [InlineData("America/Havana", 2026)]
    [InlineData("Asia/Beirut", 2026)]
    [InlineData("Africa/Cairo", 2025)]
    [InlineData("America/Asuncion", 2023)]
    [InlineData("Asia/Amman", 2021)]
    [InlineData("Pacific/Apia", 2011)]
    [InlineData("America/St_Johns", 2010)]
    [InlineData("America/Sao_Paulo", 2018)]
    [InlineData("Australia/Lord_Howe", 2026)]
    [InlineData("Europe/Berlin", 2026)]
    [InlineData("Etc/UTC", 2026)]
    public async Task A_year_of_midnights_is_counted_alike_everywhere(string zone, int year)
    {
        var calendar = LocalCalendar.Of(zone);
        DateOnly[] days = [.. Enumerable.Range(0, 366).Select(new DateOnly(year, 1, 1).AddDays).Where(d => d.Year == year && calendar.Had(d))];
        DateTimeOffset[] starts = [.. days.Select(calendar.StartOf)];
        Assert.Equal(starts.Order().Distinct(), starts);
        Assert.Equal(starts, Engine(calendar.Zone, starts[0], calendar.EndOf(days[^1])));
        Assert.Equal(starts, days.Select(day => Period.Read("own", $"{day:yyyy-MM-dd}", $"{day:yyyy-MM-dd}", starts[^1], calendar).From));
        Assert.Equal(starts, await Task.WhenAll(days.Select(day => Explorer(day, calendar))));
        foreach (var (before, day, start) in days.Prepend(calendar.DayBefore(days[0])).Zip(days, starts))
        {
            // The last moment of a day and the first of the next.
            Assert.Equal((start, calendar.StartOf(before)), ShowToday.Days(start, calendar));
            Assert.Equal([day, before], TimelineDays.Group([Told(start), Told(start.AddTicks(-10))], calendar).Select(d => d.Date));
        }
    }

    private static IEnumerable<DateTimeOffset> Engine(DateTimeZone zone, DateTimeOffset from, DateTimeOffset to)
    {
        using var folder = new TestFolder();
        using var store = JourneyStore.Open(folder.Path);
        store.Names.EventTypes.Code("view");
        var scope = new Scope { FromMs = from.ToUnixTimeMilliseconds(), ToMs = to.ToUnixTimeMilliseconds() };
        return [.. store.Ask(new TrendQuestion { Scope = scope, Zone = zone }).Series.Single().Points
            .Select(p => DateTimeOffset.FromUnixTimeMilliseconds(p.AtMs))];
    }

    private static async Task<DateTimeOffset> Explorer(DateOnly day, LocalCalendar calendar)
    {
        var question = QuestionReader.Read(QuestionKind.All.First(kind => kind.Key == "trend"), $"period=own&from={day:yyyy-MM-dd}&to={day:yyyy-MM-dd}");
        return (await AskedPeriod.Of(question, calendar, DateTimeOffset.UnixEpoch, () => Task.FromResult<DateTimeOffset?>(null))).From;
    }

    private static ToldItem Told(DateTimeOffset at)
    {
        var micros = at.ToMicroseconds();
        var entry = new JournalEntry(1, "m", InteractionKind.Page, "page:Home", 1, [], "web", "key:x", micros, null, micros, micros, "{}"u8.ToArray());
        var item = new TimelineItem(1, "m", at, "page", entry.Event, "web", null, null, new IdentityView("anonymousId", "b"), default, default, entry, null);
        return new ToldItem(item, new Story("Viewed “Home”", null, null, Tone.Plain, true));
    }
}
