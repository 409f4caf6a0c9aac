using Throughline.Platform.Time;

namespace Throughline.Tests.Platform.Time;

/// <summary>How the days of a page are read from its address, and written into it.</summary>
public sealed class PeriodTests
{
    private static readonly LocalCalendar Stockholm = LocalCalendar.Of("Europe/Stockholm");
    private static readonly DateTimeOffset Now = BusinessCases.At("2026-11-22T10:00:00Z");

    [Theory]
    [InlineData("7d", null, null, "2026-11-16", "2026-11-22", "period=7d")]
    [InlineData("30d", null, null, "2026-10-24", "2026-11-22", "period=")]
    [InlineData(null, null, null, "2026-10-24", "2026-11-22", "period=")]
    [InlineData("nonsense", null, null, "2026-10-24", "2026-11-22", "period=")]
    [InlineData("365d", "2026-01-01", "2026-01-02", "2025-11-23", "2026-11-22", "period=365d")]
    [InlineData("own", "2026-01-01", "2026-01-02", "2026-01-01", "2026-01-02", "from=2026-01-01&to=2026-01-02")]
    [InlineData(null, "2026-01-01", "2026-01-02", "2026-01-01", "2026-01-02", "from=2026-01-01&to=2026-01-02")]
    [InlineData("own", "2026-01-02", "2026-01-01", "2026-10-24", "2026-11-22", "from=2026-10-24&to=2026-11-22")]
    public void An_address_is_read_and_written_alike(string? named, string? from, string? to, string first, string last, string query)
    {
        var period = Period.Read(named, from, to, Now, Stockholm);
        Assert.Equal((BusinessCases.Day(first), BusinessCases.Day(last)), (period.First, period.Last));
        Assert.Equal(query, string.Join('&', period.Query.Select(q => $"{q.Name}={q.Value}")));
    }

    [Theory]
    [InlineData("nonsense", null, null, "There is no period “nonsense”. Choose one from the list.")]
    [InlineData("own", "2026-01-02", "2026-01-01", "The last day is before the first. Choose a later last day.")]
    [InlineData("own", "2026-02-30", "2026-03-01", "Choose a first day in 1970 or later.")]
    [InlineData(null, "2026-02-01", null, "Choose a last day.")]
    [InlineData("own", null, null, null)]
    [InlineData("7d", "2026-01-02", "2026-01-01", null)]
    [InlineData(null, null, null, null)]
    public void What_is_wrong_with_a_period_is_said_and_what_was_typed_is_kept(string? named, string? from, string? to, string? why)
    {
        var period = Period.Read(named, from, to, Now, Stockholm);
        Assert.Equal(why, period.Fault);
        Assert.Equal(why is null || from is null ? null : (from, to), period.Typed);
    }

    [Fact]
    public void A_page_shows_whole_days_and_a_question_goes_up_to_now()
    {
        var period = Period.Read("7d", null, null, Now, Stockholm);
        Assert.Equal((BusinessCases.At("2026-11-22T23:00:00Z"), 7), (period.To, period.Days));
        Assert.Equal(Now.AddMilliseconds(1), period.UpTo(Now).To);
        Assert.Equal(period, period.UpTo(Now.AddDays(3)));
    }
}
