using System.Globalization;
using System.Text.Json;
using Throughline.Contracts;
using Throughline.Platform.WrittenTimes;

namespace Throughline.Tests.Platform.WrittenTimes;

/// <summary>Times at the doors, where nobody can be asked what they mean.</summary>
public class InstantTextTests
{
    [Theory]
    [InlineData("2024-03-06", "2024-03-06T00:00:00Z")]
    [InlineData("2024-03-06T10:20", "2024-03-06T10:20:00Z")]
    [InlineData("2024-03-06 10:20:30", "2024-03-06T10:20:30Z")]
    [InlineData("2024-03-06T10:20:30.123456789Z", "2024-03-06T10:20:30.123456Z")]
    [InlineData("2024-03-06T10:20:30+01:00", "2024-03-06T09:20:30Z")]
    [InlineData("2024-03-06T10:20:30+0530", "2024-03-06T04:50:30Z")]
    [InlineData("2024-03-06T10:20:30 -05", "2024-03-06T15:20:30Z")]
    [InlineData("2024/03/06 10:20", "2024-03-06T10:20:00Z")]
    [InlineData("Wed, 06 Mar 2024 10:20:30 GMT", "2024-03-06T10:20:30Z")]
    [InlineData("March 6, 2024, 10:20:30\u202FPM", "2024-03-06T22:20:30Z")]
    [InlineData("20240306", "2024-03-06T00:00:00Z")]
    [InlineData("1709720430", "2024-03-06T10:20:30Z")]
    [InlineData("1709720430123", "2024-03-06T10:20:30.123Z")]
    public void A_time_that_can_be_read_in_one_way_is_read_and_without_a_zone_it_is_UTC(string text, string instant) =>
        Assert.Equal(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture), Instants.FromMicroseconds(InstantText.Read(text)!.Value));

    [Theory]
    [InlineData("04.03.2024 10:20")]
    [InlineData("04.03.24")]
    [InlineData("03/04/2024")]
    [InlineData("03/03/2024")]
    [InlineData("25/03/2024")]
    [InlineData("3-4-2024")]
    [InlineData("10:20")]
    [InlineData("10:20:30Z")]
    [InlineData("March 6")]
    [InlineData("6 March")]
    [InlineData("March 2024")]
    [InlineData("06-Mar-24")]
    [InlineData("2024-03")]
    [InlineData("2024")]
    [InlineData("2024-02-30")]
    [InlineData("2024-03-06T25:00")]
    [InlineData("today")]
    [InlineData("Wednesday")]
    [InlineData("")]
    public void What_could_mean_two_things_or_says_too_little_is_no_time(string text) => Assert.Null(InstantText.Read(text));

    [Theory]
    [InlineData(1709720430d, "2024-03-06T10:20:30Z")]
    [InlineData(1709720430000d, "2024-03-06T10:20:30Z")]
    [InlineData(1709720430000000d, "2024-03-06T10:20:30Z")]
    [InlineData(1709720430000000000d, "2024-03-06T10:20:30Z")]
    [InlineData(20240306d, null)]
    [InlineData(20240306102030d, null)]
    [InlineData(-1d, null)]
    [InlineData(2024d, null)]
    public void A_counts_size_says_what_it_counts(double count, string? instant) =>
        Assert.Equal(
            instant is null ? null : DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture),
            InstantText.Counted(count) is { } read ? Instants.FromMicroseconds(read) : (DateTimeOffset?)null);

    [Fact]
    public void What_the_API_is_given_is_read_so_too()
    {
        Assert.Equal(new DateTimeOffset(2024, 3, 6, 0, 0, 0, TimeSpan.Zero), JsonSerializer.Deserialize<GivenInstant>("\"2024-03-06\"").At);
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<GivenInstant>("\"03/04/2024\""));
        Assert.False(GivenInstant.TryParse("10:20", null, out _));
        var at = new GivenInstant(new DateTimeOffset(2024, 3, 6, 10, 20, 30, TimeSpan.Zero));
        Assert.Equal(at, JsonSerializer.Deserialize<GivenInstant>(JsonSerializer.Serialize(at)));
    }
}
