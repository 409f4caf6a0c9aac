using System.Globalization;
using Throughline.Customers.Logging;

namespace Throughline.Tests.Customers.Logging;

public sealed class LogFieldsTests
{
    private static readonly TimeZoneInfo Stockholm = TimeZoneInfo.FindSystemTimeZoneById("Europe/Stockholm");

    [Theory]
    [InlineData("2026-11-21T10:00", "2026-11-21T09:00:00Z")]
    [InlineData("2026-07-21T10:00:30", "2026-07-21T08:00:30Z")]
    [InlineData("2026-10-25T02:30", "2026-10-25T00:30:00Z")]
    [InlineData("2026-03-29T02:30", "2026-03-29T01:30:00Z")]
    public void A_local_time_is_read_in_the_zone_of_the_person(string local, string instant)
    {
        Assert.True(new LogFields { At = local }.TryReadTime(Stockholm, out var at));
        Assert.Equal(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture), at);
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("2026-13-01T00:00")]
    [InlineData("0001-01-01T00:00")]
    public void What_is_no_time_is_refused(string local) => Assert.False(new LogFields { At = local }.TryReadTime(Stockholm, out _));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Left_out_means_now(string? local)
    {
        Assert.True(new LogFields { At = local }.TryReadTime(Stockholm, out var at));
        Assert.Null(at);
    }
}
