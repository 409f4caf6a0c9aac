using System.Globalization;
using Microsoft.Playwright;
using Throughline.BrowserTests.Harness;

namespace Throughline.BrowserTests.Journeys;

/// <summary>A person finds what is hidden in the demo company by the clicks that docs/demo.md describes.</summary>
public sealed class PlantedTruthsByClickingTests(BrowserFixture chromium)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_checkout_fault_the_switches_to_the_phone_and_the_referral_wave_are_found()
    {
        await using var app = await AppUnderTest.Start(["demo", "--customers", "2000"], Ct);
        for (var tries = 0; !app.Output.Contains("analyst@harbourandpine.example", StringComparison.Ordinal); tries++)
        {
            Assert.True(tries < 1_800, "The demo company was not told within three minutes.");
            await Task.Delay(100, Ct);
        }
        await using var visit = await Visit.Open(chromium.Browser, app.Url, Screen.Desktop);
        visit.Context.SetDefaultTimeout(30_000);
        await SignIn(visit);
        await FindTheCheckoutFault(visit);
        await FindTheSwitchesToThePhone(visit);
        await FindTheReferralWave(visit);
        await FindTheBrokenCalls(visit);
        await FindTheLateParcelsOfSpring(visit);
        await FindTheSilentRegulars(visit);
    }

    private static async Task SignIn(Visit visit)
    {
        await visit.Go("/");
        await visit.Page.FillAsync("input[type=email]", "analyst@harbourandpine.example");
        await visit.Page.FillAsync("input[type=password]", "harbour-and-pine");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Journeys", Exact = true }).First.WaitForAsync();
    }

    private static async Task FindTheCheckoutFault(Visit visit)
    {
        var page = visit.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Journeys", Exact = true }).First.ClickAsync();
        await visit.ChoosePeriod("Custom range");
        await page.GetByLabel("First day").FillAsync(DaysAgo(75));
        await page.GetByLabel("Last day").FillAsync(DaysAgo(55));
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply", Exact = true }).Locator("visible=true").ClickAsync();
        await page.Locator(".changes-more > summary").ClickAsync();
        var notice = page.Locator(".notice", new() { HasText = "Checkout:" });
        await notice.WaitForAsync();
        Assert.Contains("browser = Safari", await notice.InnerTextAsync(), StringComparison.Ordinal);
        await visit.IsAccessible();

        await notice.GetByRole(AriaRole.Link, new() { Name = "See why" }).ClickAsync();
        var safari = page.Locator(".parts tr", new() { HasText = "Safari" });
        await safari.WaitForAsync();
        Assert.Equal(1, await safari.Locator(".difference.tone-hurt").CountAsync());
        await safari.Locator("td").Last.GetByRole(AriaRole.Link).ClickAsync();
        Assert.True(await page.Locator("[data-item]").CountAsync() > 5);
    }

    private static async Task FindTheSwitchesToThePhone(Visit visit)
    {
        var page = visit.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Journeys", Exact = true }).First.ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Explore", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Switches", Exact = true }).ClickAsync();
        var episode = page.GetByRole(AriaRole.Combobox, new() { Name = "Property that identifies the case" });
        await episode.FillAsync("episodeId");
        await page.Locator("#choices [data-value='episodeId']").ClickAsync();
        await page.WaitForURLAsync("**episodeId**");
        await visit.ChoosePeriod("Last 12 months");
        await page.WaitForURLAsync("**365d**");
        var fromTheWeb = page.Locator("table tr", new() { Has = page.GetByRole(AriaRole.Rowheader, new() { Name = "Web" }) });
        var phone = await page.Locator("table thead th").AllInnerTextsAsync();
        var column = phone.ToList().FindIndex(text => text.Trim() == "Phone menu");
        Assert.True(column > 0, string.Join(", ", phone));
        await fromTheWeb.Locator("td").Nth(column - 1).GetByRole(AriaRole.Link).ClickAsync();
        await page.Locator("[data-item] a").First.ClickAsync();
        await page.WaitForURLAsync("**/customers/*");
        await page.Locator(".timeline").First.WaitForAsync();
    }

    private static async Task FindTheReferralWave(Visit visit)
    {
        var page = visit.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Journeys", Exact = true }).First.ClickAsync();
        await visit.ChoosePeriod("Last 90 days");
        await page.WaitForURLAsync("**period=90d**");
        await page.Locator("[data-lane] a", new() { HasText = "Referral sent" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Customers over the period" }).WaitForAsync();
        await page.GetByText("View as table").First.ClickAsync();
        var counts = (await page.Locator(".chart-table td.number").AllInnerTextsAsync())
            .Select(text => int.TryParse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var n) ? n : 0)
            .ToList();
        Assert.True(counts.TakeLast(counts.Count / 2).Sum() > 3 * counts.Take(counts.Count / 2).Sum(), string.Join(' ', counts));
    }

    private static async Task FindTheBrokenCalls(Visit visit)
    {
        var page = visit.Page;
        await visit.Go("/journeys");
        await page.Locator(".map-card", new() { HasText = "let down" }).GetByRole(AriaRole.Link, new() { Name = "Call", Exact = true }).ClickAsync();
        await page.Locator("#promise .pill", new() { HasText = "Broken" }).WaitForAsync();
        await visit.IsAccessible();
        await page.Locator("summary", new() { HasText = "Explore" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Answers given" }).ClickAsync();
        await page.Locator("#answer .chart").First.WaitForAsync();
    }

    private static async Task FindTheLateParcelsOfSpring(Visit visit)
    {
        var page = visit.Page;
        await visit.Go("/journeys?period=365d");
        await page.Locator(".map-card", new() { HasText = "let down" }).GetByRole(AriaRole.Link, new() { Name = "Delivery", Exact = true }).ClickAsync();
        var north = page.Locator("tr", new() { Has = page.GetByRole(AriaRole.Rowheader, new() { Name = "North", Exact = true }) });
        await north.Locator(".tone-hurt").WaitForAsync();
        await north.GetByRole(AriaRole.Link).ClickAsync();
        Assert.True(await page.Locator("[data-item]").CountAsync() > 5);
    }

    private static async Task FindTheSilentRegulars(Visit visit)
    {
        var page = visit.Page;
        await visit.Go("/journeys");
        await page.Locator("[data-silent] a").ClickAsync();
        await page.Locator("summary", new() { HasText = "Create segment from these" }).WaitForAsync();
        Assert.True(await page.Locator("[data-item]").CountAsync() > 5);
    }

    private static string DaysAgo(int days) => TimeProvider.System.GetUtcNow().AddDays(-days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
