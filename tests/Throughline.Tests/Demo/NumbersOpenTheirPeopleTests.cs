using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Throughline.Platform.Cli;
using Throughline.Platform.Storage;

namespace Throughline.Tests.Demo;

/// <summary>Follows the link behind every number of the journeys' pages, and counts who is behind it.</summary>
[Collection(nameof(LoadedDemo))]
public sealed partial class NumbersOpenTheirPeopleTests(LoadedDemo demo)
{
    private const int AtOnce = 4;

    private static readonly string[] Pages =
    [
        "/", "/journeys", "/journeys?period=365d", "/journeys?period=90d&view=table", "/journeys?period=90d&view=compact", "/touchpoints/checkout?period=90d",
        "/touchpoints/call?period=365d", "/touchpoints/delivery", "/touchpoints/delivery?period=365d",
        "/touchpoints/email-conversation?period=90d", "/touchpoints", "/journeys/silent",
        "/journeys/named/first-order?period=90d", "/journeys/named?period=90d",
        "/journeys/funnel", "/journeys/funnel?step=touchpoint:checkout&step=Order+Completed&window=1h&period=90d&by=browser&compare=before",
        "/journeys/funnel?step=Product+Viewed&step=Order+Completed&period=7d&mode=unordered", "/journeys/retention?period=90d&every=week",
        "/journeys/stages", "/journeys/stages?period=90d&compare=before", "/journeys/switches?period=90d", "/journeys/next?period=90d",
        "/journeys/paths?period=7d",
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_number_of_every_page_opens_exactly_its_people()
    {
        await using var server = await LocalServer.Reach(demo.Host.App.Services.GetRequiredService<DataFolder>().Root, Ct);
        var links = new Dictionary<string, (string Said, string Page)>();
        foreach (var page in Pages)
            foreach (var (href, said) in Links(await Read(server, page)))
                links.TryAdd(href, (said, page));
        Assert.True(links.Count > 200, $"Only {links.Count} links were found.");

        var wrong = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(links, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Ct }, async (link, _) =>
        {
            var (href, (said, page)) = link;
            var behind = Behind(await Read(server, href));
            if (behind is null || (Count(said) is { } told && told != behind))
                wrong.Add($"{page}: “{said}” opens {behind?.ToString(CultureInfo.InvariantCulture) ?? "no list"}: {href}");
        });
        Assert.True(wrong.IsEmpty, $"{wrong.Count} of {links.Count}:\n{string.Join('\n', wrong.Order(StringComparer.Ordinal))}");
    }

    private static async Task<string> Read(LocalServer server, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept", "text/html" } } };
        using var answer = await server.Api.SendAsync(request, Ct);
        var html = await answer.Content.ReadAsStringAsync(Ct);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {(int)answer.StatusCode} {html[..Math.Min(html.Length, 600)]}");
        return html;
    }

    private static IEnumerable<(string Href, string Said)> Links(string html) =>
        Anchor().Matches(html).Select(a => (WebUtility.HtmlDecode(a.Groups["href"].Value), Blank().Replace(WebUtility.HtmlDecode(
            Tag().Replace(HiddenText().Replace(a.Groups["said"].Value, " "), " ")), " ").Trim()));

    /// <summary>The whole number that a link says; null of a share or a word.</summary>
    private static int? Count(string said) =>
        Number().Match(said) is { Success: true } number ? int.Parse(number.Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture) : null;

    private static int? Behind(string html) =>
        HowMany().Match(WebUtility.HtmlDecode(html)) is { Success: true } many
            ? int.Parse(many.Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture)
            : null;

    [GeneratedRegex("""<a\b[^>]*href="(?<href>/journeys/people\?[^"]*)"[^>]*>(?<said>.*?)</a>""", RegexOptions.Singleline)]
    private static partial Regex Anchor();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex("""<span class="for-screen-readers">[^<]*</span>""")]
    private static partial Regex HiddenText();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();

    [GeneratedRegex(@"(?<![\d.,])\d[\d,]*(?![\d.,]*\s?%|\.\d)")]
    private static partial Regex Number();

    [GeneratedRegex(@" · ([\d,]+) customers?\b")]
    private static partial Regex HowMany();
}
