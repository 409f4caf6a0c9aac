using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Throughline.Demo.Truths;
using Throughline.Platform.Cli;
using Throughline.Platform.Storage;

namespace Throughline.Tests.Demo;

/// <summary>From Home by three clicks: the map, a period, and why. What docs/demo.md promises to be found that way.</summary>
[Collection(nameof(LoadedDemo))]
public sealed partial class TruthsFromTheMapTests(LoadedDemo demo)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_checkout_that_fails_on_Safari()
    {
        var why = await Why(Days(CheckoutFault.StartedDaysAgo, CheckoutFault.EndedDaysAgo + 1), "checkout|payment");
        Assert.Contains("browser", why.Link, StringComparison.Ordinal);
        Assert.Equal(["Safari"], Fallen(why.Page));
    }

    [Fact]
    public async Task The_parcels_of_North_that_are_late_in_autumn()
    {
        var why = await Why("from=2026-09-25&to=2026-11-10", "dispatch|order-web");
        Assert.Contains("carrier", why.Link, StringComparison.Ordinal);
        Assert.Contains("North", Fallen(why.Page));
    }

    [Fact]
    public async Task The_wave_of_referrals()
    {
        var notice = await Read("/journeys/changes?period=90d");
        var when = Regex.Match(notice, "data-volume=\"referral-sent\"[\\s\\S]*?href=\"(/journeys/trend[^\"]*)\"").Groups[1].Value;
        Assert.True(when.Length > 0, notice);
        Assert.Contains("average per week", await Read(when), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_parcels_of_North_that_are_late_in_spring()
    {
        var map = await Read("/journeys?period=365d");
        Assert.Matches("map-card[^>]*tone-hurt[\\s\\S]*?href=\"/touchpoints/delivery\\?period=365d\"", map);
        Assert.Matches("There is no earlier period|Data begins within the previous period", await Read("/journeys/changes?period=365d"));
        var page = await Read("/touchpoints/delivery?period=365d");
        Assert.Contains("Where it breaks: by carrier", page, StringComparison.Ordinal);
        Assert.Matches("<bdi>North</bdi>[\\s\\S]{0,200}tone-hurt", page);
    }

    [Fact]
    public async Task The_phone_that_answers_late_and_badly()
    {
        var map = await Read("/journeys?period=90d");
        Assert.Matches("map-card [^>]*tone-hurt[^>]*>\\s*<div class=\"map-card-top\"><h3><a href=\"/touchpoints/call\\?", map);
        Assert.DoesNotMatch("map-card [^>]*tone-hurt[^>]*>\\s*<div class=\"map-card-top\"><h3><a href=\"/touchpoints/chat\\?", map);
        var answers = Regex.Match(await Read("/touchpoints/call"), "href=\"(/journeys/trend[^\"]*by=answer[^\"]*)\"").Groups[1].Value;
        Assert.True(answers.Length > 0, "No way to the answers that were given.");
        Assert.Contains("data-chart", await Read(answers), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_phone_that_starts_again()
    {
        var switches = await Read("/journeys/switches?period=90d");
        var within = Regex.Match(switches, "href=\"(/journeys/switches[^\"]*episode=episodeId[^\"]*)\"").Groups[1].Value;
        Assert.True(within.Length > 0, switches);
        var people = Regex.Match(await Read(within), "href=\"(/journeys/people[^\"]*cell.from=web&cell.to=ivr[^\"]*)\"").Groups[1].Value;
        Assert.Matches(@" · [1-9][\d,]* customers?", await Read(people));
    }

    [Fact]
    public async Task The_regulars_whom_nobody_hears()
    {
        Assert.Contains("hx-get=\"/journeys/silent\"", await Read("/journeys"), StringComparison.Ordinal);
        var notice = await Read("/journeys/silent");
        Assert.Contains("never contacted you nor answered a survey", notice, StringComparison.Ordinal);
        var people = Regex.Match(notice, "href=\"(/journeys/people[^\"]*)\"").Groups[1].Value;
        Assert.Contains("Create segment from these", await Read(people), StringComparison.Ordinal);
    }

    private async Task<(string Link, string Page)> Why(string period, string touchpoints)
    {
        Assert.Contains("href=\"/journeys\"", await Read("/"), StringComparison.Ordinal);
        Assert.Contains("class=\"lane\"", await Read($"/journeys?{period}"), StringComparison.Ordinal);
        var notice = await Read($"/journeys/changes?{period}");
        var link = Regex.Match(notice, $"data-change=\"(?:{touchpoints})\"[\\s\\S]*?href=\"(/journeys/funnel[^\"]*)\"").Groups[1].Value;
        Assert.True(link.Length > 0, notice);
        return (link, await Read(link));
    }

    /// <summary>The values of the breakdown that fell with support.</summary>
    private static IEnumerable<string> Fallen(string page) =>
        Row().Matches(page).Where(row => row.Value.Contains("difference tone-hurt", StringComparison.Ordinal)).Select(row => row.Groups["title"].Value);

    private async Task<string> Read(string path)
    {
        await using var server = await LocalServer.Reach(demo.Host.App.Services.GetRequiredService<DataFolder>().Root, Ct);
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept", "text/html" } } };
        using var answer = await server.Api.SendAsync(request, Ct);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode}");
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Ct));
    }

    private static string Days(int first, int last) =>
        FormattableString.Invariant($"from={LoadedDemo.Today.AddDays(-first):yyyy-MM-dd}&to={LoadedDemo.Today.AddDays(-last):yyyy-MM-dd}");

    [GeneratedRegex("""<tr>\s*<th scope="row"><bdi>(?<title>[^<]*)</bdi></th>\s*<td class="number">.*?</tr>""", RegexOptions.Singleline)]
    private static partial Regex Row();
}
