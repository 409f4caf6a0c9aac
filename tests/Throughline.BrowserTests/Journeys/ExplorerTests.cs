using Throughline.BrowserTests.Harness;
using Throughline.BrowserTests.Home;

namespace Throughline.BrowserTests.Journeys;

/// <summary>A person asks about journeys by clicking and by keys.</summary>
[Collection(typeof(Company))]
public sealed class ExplorerTests(CompanySite site, BrowserFixture chromium)
{
    private static int told;

    [Fact]
    public async Task A_funnel_is_built_and_split_and_leads_to_one_who_stopped()
    {
        await TellShoppers();
        await using var visit = await site.SignedIn();
        var page = visit.Page;
        await visit.Go("/journeys/funnel?step=Tent+Viewed&period=365d");
        await page.GetByRole(Microsoft.Playwright.AriaRole.Status).Filter(new() { HasText = "60 began" }).WaitForAsync();

        await page.ClickAsync("button[value='add:step']");
        var second = page.GetByRole(Microsoft.Playwright.AriaRole.Combobox, new() { Name = "Step 2", Exact = true });
        await second.FillAsync("tent bou");
        await page.Locator("#choices [data-value='Tent Bought']").WaitForAsync();
        await second.PressAsync("ArrowDown");
        await second.PressAsync("Enter");
        await page.GetByText("60 began, 50% came through to “Tent Bought”.").WaitForAsync();
        await visit.IsAccessible();

        var by = page.GetByRole(Microsoft.Playwright.AriaRole.Combobox, new() { Name = "Split by", Exact = true });
        await by.FillAsync("browser");
        await page.Locator("#choices [data-value='browser']").ClickAsync();
        var safari = page.Locator(".parts tr", new() { HasText = "Safari" });
        await safari.WaitForAsync();
        Assert.Equal(1, await safari.Locator(".difference.tone-hurt").CountAsync());
        Assert.Contains("p < 0.001", await safari.Locator(".difference.tone-hurt").GetAttributeAsync("title") ?? "", StringComparison.Ordinal);
        Assert.Contains("by=browser", page.Url, StringComparison.Ordinal);
        await visit.IsAccessible();

        await safari.Locator("td").Last.GetByRole(Microsoft.Playwright.AriaRole.Link).ClickAsync();
        Assert.Contains("Stopped before “Tent Bought”", await page.InnerTextAsync("h1"), StringComparison.Ordinal);
        Assert.Equal(27, await page.Locator("[data-item]").CountAsync());
        await visit.IsAccessible();
        await page.Locator("[data-item] a").First.ClickAsync();
        await page.WaitForURLAsync("**/customers/*");
    }

    [Fact]
    public async Task A_step_is_moved_by_keys_and_keeps_the_focus_and_the_way_back_works()
    {
        await TellShoppers();
        await using var visit = await site.SignedIn();
        var page = visit.Page;
        await visit.Go("/journeys/funnel?step=Tent+Viewed&step=Tent+Bought&period=365d");
        var second = page.GetByRole(Microsoft.Playwright.AriaRole.Combobox, new() { Name = "Step 2", Exact = true });
        await second.FocusAsync();
        await page.Keyboard.PressAsync("Alt+ArrowUp");
        await page.WaitForURLAsync("**step=Tent+Bought&step=Tent+Viewed**");
        await page.GetByText("30 began").WaitForAsync();
        Assert.Equal("Tent Bought", await page.EvaluateAsync<string>("document.activeElement.value"));
        Assert.Equal("Step 1", await page.EvaluateAsync<string>("document.activeElement.ariaLabel"));

        await page.GoBackAsync();
        await page.GetByText("60 began").WaitForAsync();
        Assert.Equal("Tent Viewed", await page.InputValueAsync("[name=step] >> nth=0"));
    }

    [Fact]
    public async Task A_way_is_followed_from_a_click_in_the_list()
    {
        await TellShoppers();
        await using var visit = await site.SignedIn();
        await visit.Go("/journeys/paths?period=365d&gap=7d");
        await visit.Page.Locator("[data-chart] svg").WaitForAsync();
        await visit.Page.Locator("th a[title='Start here']", new() { HasText = "Tent Viewed" }).First.ClickAsync();
        await visit.Page.WaitForURLAsync("**startAt=Tent+Viewed**");
        Assert.Equal("Tent Viewed", await visit.Page.InputValueAsync("[name=startAt]"));
    }

    [Fact]
    public async Task Without_script_buttons_change_the_question_and_a_button_asks_it()
    {
        await TellShoppers();
        await using var visit = await site.SignedIn();
        await using var context = await chromium.Browser.NewContextAsync(new() { JavaScriptEnabled = false, BaseURL = site.Url, StorageState = await visit.Context.StorageStateAsync() });
        var page = await context.NewPageAsync();
        await page.GotoAsync("/journeys/funnel?step=Tent+Viewed&period=365d");
        await page.ClickAsync("button[value='add:step']");
        Assert.DoesNotContain("do=", page.Url, StringComparison.Ordinal);
        await page.FillAsync("[name=step] >> nth=1", "Tent Bought");
        await page.ClickAsync("button:has-text('Show the answer')");
        Assert.Contains("60 began, 50% came through", await page.InnerTextAsync("[role=status] >> nth=0"), StringComparison.Ordinal);
    }

    // Thirty with Firefox of whom all but three buy, thirty with Safari of whom all but three do not.
    private async Task TellShoppers()
    {
        if (Interlocked.Exchange(ref told, 1) == 1) return;
        object At(int who, string name, int minute, string browser) => new
        {
            type = "track", userId = $"tent-{who}", @event = name, properties = new { browser }, context = new { channel = "web" },
            messageId = $"tent-{who}-{name}", timestamp = TimeProvider.System.GetUtcNow().AddDays(-10).AddMinutes(minute).ToString("O"),
        };
        await site.Send([.. Enumerable.Range(0, 60).SelectMany(i => i is var who && (i < 30 ? "Firefox" : "Safari") is var browser && (i < 27 || i >= 57) ? new[] { At(who, "Tent Viewed", i, browser), At(who, "Tent Bought", i + 9, browser) } : [At(who, "Tent Viewed", i, browser)])]);
        await site.NumberOf("userId:tent-59");
    }
}
