using System.Globalization;
using Throughline.JourneyEngine;
using Throughline.Journeys.Questions;
using Throughline.Platform.Time;

namespace Throughline.Tests.Journeys.Questions;

/// <summary>Periods are days of the person who asks.</summary>
public sealed class AskedPeriodTests
{
    private static readonly LocalCalendar Stockholm = LocalCalendar.Of("Europe/Stockholm");
    private static readonly DateTimeOffset Now = Instant("2026-11-22T10:00:00Z");

    [Theory]
    [InlineData("period=7d", "2026-11-15T23:00:00Z", "2026-11-22T10:00:00.001Z", "2026-11-08T23:00:00Z", "2026-11-15T10:00:00.001Z")]
    [InlineData("", "2026-10-23T22:00:00Z", "2026-11-22T10:00:00.001Z", "2026-09-23T22:00:00Z", "2026-10-23T10:00:00.001Z")]
    [InlineData("period=month", "2026-10-31T23:00:00Z", "2026-11-22T10:00:00.001Z", "2026-09-30T22:00:00Z", "2026-10-22T09:00:00.001Z")]
    [InlineData("period=lastMonth", "2026-09-30T22:00:00Z", "2026-10-31T23:00:00Z", "2026-08-31T22:00:00Z", "2026-09-30T22:00:00Z")]
    [InlineData("period=own&from=2026-03-28&to=2026-03-29", "2026-03-27T23:00:00Z", "2026-03-29T22:00:00Z", "2026-03-25T23:00:00Z", "2026-03-27T23:00:00Z")]
    public async Task A_period_and_the_one_before_it_are_as_long_as_each_other(string query, string from, string to, string fromBefore, string toBefore)
    {
        var period = await Of(query);
        Assert.Equal((Instant(from), Instant(to)), (period.From, period.To));
        Assert.Equal((Instant(fromBefore), Instant(toBefore)), (period.Before!.From, period.Before.To));
    }

    [Theory]
    [InlineData("period=own", "bad_date")]
    [InlineData("period=own&from=2026-03-28&to=2026-03-27", "inverted_period")]
    [InlineData("period=own&from=0001-01-01&to=2026-03-27", "bad_date")]
    [InlineData("period=yesterday", "unknown_period")]
    public async Task Dates_that_cannot_be_meant_are_refused_with_a_sentence(string query, string code)
    {
        var refusal = await Assert.ThrowsAsync<QuestionException>(() => Of(query));
        Assert.Equal(code, refusal.Code);
    }

    private static Task<Period> Of(string query) =>
        AskedPeriod.Of(QuestionReader.Read(QuestionKind.All[0], query), Stockholm, Now, () => Task.FromResult<DateTimeOffset?>(null));

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
