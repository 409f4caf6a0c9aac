using System.Net;

namespace Throughline.Tests.Journeys.Explore;

/// <summary>Answers as files: the numbers of the page.</summary>
[Collection(nameof(SmallShop))]
public sealed class ExportAnswerTests(SmallShop shop)
{
    private const string March = "period=own&from=2026-03-01&to=2026-03-31";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("funnel", "step=Product+Viewed&step=Order+Completed&by=browser", "Everyone,2,Order Completed,Placed an order,1,3,0.3333333333333333,")]
    [InlineData("retention", "start=Product+Viewed&return=*&every=week", ",week,1,")]
    [InlineData("paths", "startAt=Product+Viewed&gap=7d", "1,Product Viewed,")]
    [InlineData("switches", "within=7d", "chat,phone,1,1,3600,")]
    [InlineData("trend", "event=Order+Completed&interval=day", "Interactions,2026-03-02T00:00:00Z,day,1,1,")]
    [InlineData("stages", "", ",advanced,")]
    [InlineData("next", "after=Product+Viewed", "Checkout Started,")]
    public async Task Each_kind_has_its_table(string kind, string query, string line)
    {
        using var answer = await shop.Server.Api.GetAsync(new Uri($"/api/journeys/figures/{kind}?{query}&{March}", UriKind.Relative), Ct);
        var (csv, bytes) = (await answer.Content.ReadAsStringAsync(Ct), await answer.Content.ReadAsByteArrayAsync(Ct));
        Assert.Equal("text/csv; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal($"{kind}-2026-03-01-2026-03-31.csv", answer.Content.Headers.ContentDisposition?.FileName);
        Assert.True(char.IsAsciiLetter((char)bytes[0]), "It begins with a mark.");
        Assert.Contains(line, csv, StringComparison.Ordinal);
        var lines = csv.TrimEnd().Split("\r\n");
        Assert.EndsWith(",period_from,period_to,segment", lines[0], StringComparison.Ordinal);
        Assert.All(lines.Skip(1), l => Assert.EndsWith(",2026-03-01,2026-03-31,", l, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/api/journeys/figures/guess", HttpStatusCode.BadRequest)]
    [InlineData("/api/journeys/figures/trend?event=*&segment=nobody", HttpStatusCode.BadRequest)]
    [InlineData("/api/journeys/named/nowhere/figures", HttpStatusCode.BadRequest)]
    [InlineData("/api/touchpoints/nowhere/figures", HttpStatusCode.NotFound)]
    public async Task What_cannot_be_answered_is_no_file(string path, HttpStatusCode status)
    {
        using var answer = await shop.Server.Api.GetAsync(new Uri(path, UriKind.Relative), Ct);
        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task Nothing_that_fits_is_a_table_without_rows() =>
        Assert.StartsWith("series,at,every,value,n,low,high,whole,other_value,other_n,period_from",
            Assert.Single((await Read("/api/journeys/figures/trend?event=Vanished&period=7d")).TrimEnd().Split("\r\n")), StringComparison.Ordinal);

    [Fact]
    public async Task The_map_a_named_journey_and_a_touchpoint_are_files_too()
    {
        var map = await Read("/api/journeys/map/figures?from=2026-03-01T00:00:00Z&to=2026-04-01T00:00:00Z");
        Assert.Contains("\r\ncheckout,Checkout,any,Purchase,Product,,2,", map, StringComparison.Ordinal);
        Assert.StartsWith("month,began,came_through,share,low,high,target,journey,segment\r\n2025-",
            await Read("/api/journeys/named/first-order/figures?from=2026-03-01&to=2026-03-31"), StringComparison.Ordinal);
        Assert.Contains("2026-03-02T00:00:00Z,1,1,1,1,1,", await Read("/api/touchpoints/checkout/figures?from=2026-03-01&to=2026-03-31"),
            StringComparison.Ordinal);
    }

    private Task<string> Read(string path) => shop.Server.Api.GetStringAsync(new Uri(path, UriKind.Relative), Ct);
}
