using System.Globalization;
using System.Text;
using Throughline.Contracts;
using Throughline.Data.Import.Values;
using Throughline.Platform.WrittenTimes;

namespace Throughline.Tests.Data.Import;

/// <summary>Times as files write them, at their edges.</summary>
public class ValueTests
{
    [Theory]
    [InlineData("2010-12-01", "2010-12-01T00:00:00Z")]
    [InlineData("2010-12-01 08:26:00", "2010-12-01T08:26:00Z")]
    [InlineData("2010-12-01T08:26:00.123456Z", "2010-12-01T08:26:00.123456Z")]
    [InlineData("2010-12-01T08:26:00+02:00", "2010-12-01T06:26:00Z")]
    [InlineData("2010-12-01 08:26:00 -0530", "2010-12-01T13:56:00Z")]
    [InlineData("2010/1/2 8:05", "2010-01-02T08:05:00Z")]
    [InlineData("13/12/2010 8:26", "2010-12-13T08:26:00Z")]
    [InlineData("1/2/10", "2010-02-01T00:00:00Z")]
    [InlineData("01.12.2010 23:59:59", "2010-12-01T23:59:59Z")]
    [InlineData("1-Dec-2010", "2010-12-01T00:00:00Z")]
    [InlineData("December 1, 2010 8:26 PM", "2010-12-01T20:26:00Z")]
    [InlineData("Wed, 01 Oct 2010 08:26:00 GMT", "2010-10-01T08:26:00Z")]
    [InlineData("1 Oct 2010T12:00", "2010-10-01T12:00:00Z")]
    [InlineData("2010-12-01 12:05 am", "2010-12-01T00:05:00Z")]
    [InlineData("12/1/2010, 8:26:30\u202FAM", "2010-01-12T08:26:30Z")]
    [InlineData("12/1/2010,\u00A08:26:30\u00A0p.\u00A0m.", "2010-01-12T20:26:30Z")]
    [InlineData("\u200E01\u200E/12\u200E/2010 08:26", "2010-12-01T08:26:00Z")]
    [InlineData("6. marraskuuta 2024", "2024-11-06T00:00:00Z")]
    [InlineData("6 marraskuu 2024", "2024-11-06T00:00:00Z")]
    [InlineData("6 maaliskuu 2024", "2024-03-06T00:00:00Z")]
    [InlineData("mercredi 6 mars 2024 10:20", "2024-03-06T10:20:00Z")]
    [InlineData("6 févr. 2024", "2024-02-06T00:00:00Z")]
    [InlineData("6 fevrier 2024", "2024-02-06T00:00:00Z")]
    [InlineData("6 de marzo de 2024", "2024-03-06T00:00:00Z")]
    [InlineData("mar, 5 mar 2024", "2024-03-05T00:00:00Z")]
    [InlineData("6. März 2024", "2024-03-06T00:00:00Z")]
    [InlineData("6 MÄRZ 2024", "2024-03-06T00:00:00Z")]
    [InlineData("6 марта 2024", "2024-03-06T00:00:00Z")]
    [InlineData("6-Ara-2024", "2024-12-06T00:00:00Z")]
    [InlineData("Tues, 3 Sept 2024", "2024-09-03T00:00:00Z")]
    [InlineData("20101201", "2010-12-01T00:00:00Z")]
    [InlineData("20101201082600", "2010-12-01T08:26:00Z")]
    [InlineData("1291191960", "2010-12-01T08:26:00Z")]
    [InlineData("1291191960.5", "2010-12-01T08:26:00.5Z")]
    [InlineData("1291191960000", "2010-12-01T08:26:00Z")]
    [InlineData("2012-02-29 24:00", "2012-03-01T00:00:00Z")]
    [InlineData("2016-12-31 23:59:60", "2016-12-31T23:59:59Z")]
    public void A_time_is_read_however_it_is_written(string text, string instant) =>
        Assert.Equal(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture), Instants.FromMicroseconds(Read(text, DayOrder.DayFirst)!.Value));

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("2011-02-29")]
    [InlineData("31.02.2011")]
    [InlineData("13/13/2011")]
    [InlineData("2010-12-01 25:00")]
    [InlineData("2010-12-01 08:60")]
    [InlineData("2010-12-01 08:26 noon")]
    [InlineData("1969-12-31")]
    [InlineData("12345678901")]
    [InlineData("1/2/3/4")]
    [InlineData("2010--12-01")]
    [InlineData("-2010-12-01")]
    [InlineData("6 listopad 2024")] // October in Croatian, November in Czech and Polish.
    [InlineData("6 Marchember 2024")]
    [InlineData("6 Maybe 2024")]
    [InlineData("6 Marsupial 2024")]
    [InlineData("6 May June 2024")]
    [InlineData("1.70972E+12")]
    public void Nonsense_is_no_time(string text) => Assert.Null(Read(text, DayOrder.DayFirst));

    [Theory]
    [InlineData("13/12/2010", DayOrder.DayFirst)]
    [InlineData("12/13/2010 8:26", DayOrder.MonthFirst)]
    [InlineData("12/12/2010", DayOrder.Unknown)]
    [InlineData("3/4/2010", DayOrder.Unknown)]
    [InlineData("13/13/2010", DayOrder.Unknown)]
    [InlineData("2010-12-13", DayOrder.Unknown)]
    public void A_number_beyond_twelve_settles_which_is_the_day(string text, DayOrder order) =>
        Assert.Equal(order, DateText.Settles(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("Europe/London", "2011-07-01 12:00", "2011-07-01T11:00:00Z")]
    [InlineData("Europe/London", "2011-03-27 01:30", "2011-03-27T01:30:00Z")] // Left out: one hour later.
    [InlineData("Europe/London", "2011-10-30 01:30", "2011-10-30T00:30:00Z")] // Comes twice: the first.
    [InlineData("Europe/London", "2011-10-30 01:30 +00:00", "2011-10-30T01:30:00Z")]
    [InlineData("America/New_York", "2011-12-31 23:00", "2012-01-01T04:00:00Z")]
    public void A_time_without_a_zone_is_by_the_clocks_of_the_place(string zone, string text, string instant)
    {
        var clock = WallClock.In(zone)!;
        var reader = new TimeReader(DayOrder.Unknown, clock, "");
        Assert.NotNull(reader.Read("2011-07-15 00:00"u8)); // What it keeps of a summer must not be used in winter.
        Assert.Equal(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture), Instants.FromMicroseconds(reader.Read(Encoding.UTF8.GetBytes(text))!.Value));
    }

    private static long? Read(string text, DayOrder order) => new TimeReader(order, WallClock.In(null)!, "").Read(Encoding.UTF8.GetBytes(text));
}
