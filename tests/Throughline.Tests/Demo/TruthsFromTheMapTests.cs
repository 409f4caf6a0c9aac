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
