using System.Globalization;
using Microsoft.AspNetCore.Http;
using Throughline.Platform.Time;
using Throughline.Platform.Ui;

namespace Throughline.BrowserTests.Ui;

/// <summary>Names, times and addresses as they read on screen, at their edges.</summary>
public sealed class WordsTests
{
    private static readonly LocalCalendar stockholm = LocalCalendar.Of("Europe/Stockholm");

    [Theory]
    [InlineData("Jonas Lindqvist", "JL")]
    [InlineData("ana", "A")]
    [InlineData("Ana Maria de la Cruz", "AC")]
    [InlineData("åsa öberg", "ÅÖ")]
    [InlineData("jonas.l@example.com", "JC")]
    [InlineData("  ", "?")]
    [InlineData("—", "?")]
    [InlineData(null, "?")]
    public void A_name_gives_at_most_two_letters(string? name, string letters) => Assert.Equal(letters, Initials.Of(name));

    [Theory]
    [InlineData("2026-11-21T22:59:00Z", false, "23:59")]
    [InlineData("2026-11-20T22:59:59Z", false, "20 Nov, 23:59")]
    [InlineData("2026-11-20T23:00:00Z", false, "00:00")]
    [InlineData("2025-12-31T22:59:59Z", false, "31 Dec 2025")]
    [InlineData("2025-12-31T23:00:00Z", false, "1 Jan, 00:00")]
    [InlineData("2026-11-21T10:00:00Z", true, "21 Nov")]
    [InlineData("2024-11-21T10:00:00Z", true, "21 Nov 2024")]
    public void A_moment_reads_in_the_persons_zone(string at, bool dateOnly, string text)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        Assert.Equal(text, Clock.Short(Instant(at), Instant("2026-11-21T21:00:00Z"), stockholm, dateOnly));
    }

    [Theory]
    [InlineData("2026-10-25T00:30:00Z", "02:30:00 Europe/Stockholm (UTC+02:00)")]
    [InlineData("2026-10-25T01:30:00Z", "02:30:00 Europe/Stockholm (UTC+01:00)")]
    public void The_hour_that_comes_twice_is_told_apart_by_its_offset(string at, string ending) =>
        Assert.EndsWith(ending, Clock.Long(Instant(at), stockholm), StringComparison.Ordinal);

    [Theory]
    [InlineData("/journeys", "/journeys", true)]
    [InlineData("/journeys", "/journeys/map", true)]
    [InlineData("/journeys", "/journeysmap", false)]
    [InlineData("/journeys", "/", false)]
    [InlineData("/", "/", true)]
    [InlineData("/", "/journeys", false)]
    public void A_room_holds_the_pages_below_it(string href, string path, bool holds) =>
        Assert.Equal(holds, new MenuEntry("room", "Room", "home", href, 1).Holds(path));

    [Theory]
    [InlineData("?q=tent&cursor=a", "b", "/customers?q=tent&cursor=b")]
    [InlineData("?cursor=a&q=a%26b", null, "/customers?q=a%26b")]
    [InlineData("?tag=x&tag=y", "b", "/customers?tag=x&tag=y&cursor=b")]
    public void Turning_the_page_keeps_the_filters(string query, string? cursor, string address)
    {
        var http = new DefaultHttpContext();
        http.Request.Path = "/customers";
        http.Request.QueryString = new QueryString(query);
        Assert.Equal(address, PageLink.With(http.Request, "cursor", cursor));
    }

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
