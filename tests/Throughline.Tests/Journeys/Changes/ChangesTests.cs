using System.Text.RegularExpressions;
using Throughline.Tests.Server;

namespace Throughline.Tests.Journeys.Changes;

[Collection(nameof(ChangingShop))]
public class ChangesTests(ChangingShop shop)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_change_that_a_test_supports_is_found_with_the_browser_that_explains_it()
    {
        var found = await shop.Server.Get("/api/journeys/changes?" + ChangingShop.Now, Ct);

        var change = Assert.Single(found.GetProperty("changes").EnumerateArray());
        Assert.Equal("checkout", change.GetProperty("touchpoint").GetString());
        Assert.Equal((130 / 300.0) - (180 / 300.0), change.GetProperty("by").GetDouble(), 9);
        Assert.Equal(50, change.GetProperty("affected").GetInt32());
        var cause = change.GetProperty("cause");
        Assert.Equal(("browser", "Safari"), (cause.GetProperty("property").GetString(), cause.GetProperty("value").GetString()));
        Assert.Equal((0.1, 0.6, 100, 1.0), (cause.GetProperty("share").GetDouble(), cause.GetProperty("shareBefore").GetDouble(),
            cause.GetProperty("n").GetInt32(), Math.Round(cause.GetProperty("explained").GetDouble(), 6)));
    }

    [Fact]
    public async Task Nothing_is_said_where_there_is_nothing_to_compare_with()
    {
        var found = await shop.Server.Get("/api/journeys/changes?" + ChangingShop.Before, Ct);
        Assert.Empty(found.GetProperty("changes").EnumerateArray());
        Assert.Equal("none", found.GetProperty("before").GetString());
        Assert.Contains("There is no earlier period to compare with.", await shop.Server.ReadPage("/journeys/changes?from=2026-02-01&to=2026-02-28", Ct),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Why_begins_at_the_touchpoint_by_its_name_and_shows_each_browser_now_and_before()
    {
        var notice = await shop.Server.ReadPage("/journeys/changes?from=2026-03-01&to=2026-03-28", Ct);
        var why = Regex.Match(notice, "href=\"(/journeys/funnel[^\"]*)\"").Groups[1].Value;
        var page = Regex.Replace(Regex.Replace(await shop.Server.ReadPage(why, Ct), "<[^>]*>", " "), "\\s+", " ");

        Assert.Contains("300 started, 43% reached “Placed an order”.", page, StringComparison.Ordinal);
        Assert.Contains("Safari 100 10% before 60% −50.0 pts", page, StringComparison.Ordinal);
        Assert.Contains("Chrome 200 60% before 60%", page, StringComparison.Ordinal);
        Assert.DoesNotContain("touchpoint:", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_touchpoint_tells_who_came_from_where_to_where_and_how_long_it_took()
    {
        var about = await shop.Server.Get("/api/touchpoints/checkout/about?" + ChangingShop.Now, Ct);

        Assert.Equal((300, 300), (about.GetProperty("customers").GetInt32(), about.GetProperty("interactions").GetInt32()));
        Assert.Equal(300, about.GetProperty("customersBefore").GetInt32());
        var goal = about.GetProperty("goal");
        Assert.Equal((130, 300, 0, 600.0), (goal.GetProperty("reached").GetInt32(), goal.GetProperty("judged").GetInt32(),
            goal.GetProperty("open").GetInt32(), goal.GetProperty("medianSeconds").GetDouble()));
        Assert.Equal(300, about.GetProperty("cameFrom").GetProperty("nothing").GetInt64());
        Assert.Equal(["order-web:130", "chat:85"], about.GetProperty("wentTo").GetProperty("touchpoints").EnumerateArray()
            .Select(t => $"{t.GetProperty("touchpoint").GetString()}:{t.GetProperty("count")}"));
        Assert.Equal(85, about.GetProperty("wentTo").GetProperty("nothing").GetInt64());
        Assert.Equal(300, about.GetProperty("course").EnumerateArray().Sum(p => p.GetProperty("customers").GetInt32()));

        var orders = await shop.Server.Get("/api/touchpoints/order-web/about?" + ChangingShop.Now, Ct);
        Assert.Equal(["checkout:130"], orders.GetProperty("cameFrom").GetProperty("touchpoints").EnumerateArray()
            .Select(t => $"{t.GetProperty("touchpoint").GetString()}:{t.GetProperty("count")}"));
    }

    [Theory]
    [InlineData("/api/touchpoints/nowhere/about", 404)]
    [InlineData("/api/touchpoints/checkout/about?from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z", 400)]
    [InlineData("/api/journeys/changes?segment=nobody-has-made-it", 400)]
    [InlineData("/api/journeys/changes?from=yesterday", 400)]
    public async Task What_cannot_be_answered_is_said(string path, int status)
    {
        using var answer = await shop.Server.Api.GetAsync(new Uri(path, UriKind.Relative), Ct);
        Assert.Equal(status, (int)answer.StatusCode);
    }
}
