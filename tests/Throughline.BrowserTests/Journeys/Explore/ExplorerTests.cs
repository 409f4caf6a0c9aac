using Throughline.BrowserTests.Harness;
using Throughline.BrowserTests.Home;

namespace Throughline.BrowserTests.Journeys.Explore;

/// <summary>A person asks about journeys by clicking and by keys.</summary>
[Collection(typeof(CompanyExplored))]
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
        await page.GetByRole(Microsoft.Playwright.AriaRole.Status).Filter(new() { HasText = "60 started" }).WaitForAsync();

        await page.ClickAsync("button[value='add:step']");
        var second = page.GetByRole(Microsoft.Playwright.AriaRole.Combobox, new() { Name = "Step 2", Exact = true });
        await second.FillAsync("tent bou");
        await page.Locator("#choices [data-value='Tent Bought']").WaitForAsync();
        await second.PressAsync("ArrowDown");
        await second.PressAsync("Enter");
        await page.GetByText("60 started, 50% reached “Tent Bought”.").WaitForAsync();
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
        await page.GetByText("30 started").WaitForAsync();
        Assert.Equal("Tent Bought", await page.EvaluateAsync<string>("document.activeElement.value"));
        Assert.Equal("Step 1", await page.EvaluateAsync<string>("document.activeElement.ariaLabel"));

        await page.GoBackAsync();
        await page.GetByText("60 started").WaitForAsync();
        Assert.Equal("Tent Viewed", await page.InputValueAsync("[name=step] >> nth=0"));
    }

    [Fact]
    public async Task A_step_is_dragged_to_another_place()
    {
        await TellShoppers();
        await using var visit = await site.SignedIn();
        var page = visit.Page;
        await visit.Go("/journeys/funnel?step=Tent+Viewed&step=Tent+Bought&period=365d");
        await page.GetByText("60 started").WaitForAsync();
        await page.Locator("[data-event] >> nth=1")
            .Locator("[data-grip]")
            .DragToAsync(page.Locator("[data-event] >> nth=0"), new() { TargetPosition = new() { X = 60, Y = 4 } });
        await page.WaitForURLAsync("**step=Tent+Bought&step=Tent+Viewed**");
        await page.GetByText("30 started").WaitForAsync();
        Assert.Equal(["Tent Bought", "Tent Viewed"], [await page.InputValueAsync("[name=step] >> nth=0"), await page.InputValueAsync("[name=step] >> nth=1")]);
        Assert.Equal(["1", "2"], await page.Locator("[data-grip] .event-number").AllInnerTextsAsync());
    }

    [Fact]
    public async Task A_funnel_is_built_and_its_people_opened_with_keys_alone()
    {
        await TellShoppers();
        await using var visit = await site.SignedIn();
        var (page, keys) = (visit.Page, visit.Page.Keyboard);
        visit.Forgive("htmx:sendAbort"); // An edit overtakes the one before.
        visit.Forgive("htmx:afterRequest");
        await visit.Go("/journeys/funnel?step=Tent+Viewed&period=365d");
        await page.GetByText("60 started").WaitForAsync();
        await visit.TabTo("button[value='add:step']");
        await keys.PressAsync("Enter");
        await page.Locator("[name=step] >> nth=1").WaitForAsync();
        await page.Locator("[aria-label='Step 2']:focus").WaitForAsync();
        await keys.TypeAsync("tent bou");
        await page.Locator("#choices [data-value='Tent Bought']").WaitForAsync();
        await keys.PressAsync("Enter");
        await page.GetByText("60 started, 50% reached").WaitForAsync();

        await visit.TabTo("button[value='where:1']");
        await keys.PressAsync("Enter");
        await page.Locator("[name=where]:focus").WaitForAsync();
        await keys.TypeAsync("brow");
        await page.Locator("#choices [data-value='browser']").WaitForAsync();
        await keys.PressAsync("Enter");
        await visit.TabTo("[name=value]");
        await keys.PressAsync("ArrowDown");
        await page.Locator("#choices [data-value='Safari']").WaitForAsync();
        await keys.TypeAsync("Safari");
        await keys.PressAsync("Tab");
        await page.GetByText("60 started, 5.0% reached").WaitForAsync();

        await visit.TabTo("#answer a[href*='dropped']");
        await keys.PressAsync("Enter");
        await page.WaitForURLAsync("**/journeys/people?**");
        await page.Locator("[data-item]").First.WaitForAsync();
        await keys.PressAsync("j");
        await keys.PressAsync("Enter");
        await page.WaitForURLAsync("**/customers/*");
    }

    [Fact]
    public async Task The_people_behind_a_number_become_a_file_and_a_segment()
    {
        await TellShoppers();
        await using var visit = await site.SignedIn();
        var page = visit.Page;
        await visit.Go("/journeys/funnel?step=Tent+Viewed&step=Tent+Bought&period=365d");
        await page.GetByText("60 started").WaitForAsync();
        await page.Locator("#answer a[href*='dropped']").First.ClickAsync();
        await page.WaitForURLAsync("**/journeys/people?**");

        await page.ClickAsync(".page-more > summary");
        var file = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("a:has-text('CSV')"));
        var lines = (await File.ReadAllTextAsync((await file.PathAsync())!, TestContext.Current.CancellationToken)).Trim().Split("\r\n");
        Assert.Equal((31, "id,name,first_seen,last_seen"), (lines.Length, lines[0].Trim('\uFEFF')));

        await page.ClickAsync("summary:has-text('Create segment from these')");
        await visit.IsAccessible();
        await page.FillAsync(".keep-sheet [name=name]", "Looked at tents only");
        await page.ClickAsync("button:text-is('Create')");
        await page.GetByText("The segment was created.").WaitForAsync();
        await page.ClickAsync("a:has-text('View segment')");
        await page.GetByText("30 started, 0% reached “Tent Bought”.").WaitForAsync();
        Assert.Equal("Looked at tents only", await page.EvaluateAsync<string>("document.querySelector('[name=segment]').selectedOptions[0].text"));
        await visit.Go("/customers/segments");
        await page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "Looked at tents only" }).First.WaitForAsync();
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
        await using var context = await chromium.Browser.NewContextAsync(new()
        { JavaScriptEnabled = false, BaseURL = site.Url, StorageState = await visit.Context.StorageStateAsync()
        });
        var page = await context.NewPageAsync();
        await page.GotoAsync("/journeys/funnel?step=Tent+Viewed&period=365d");
        await page.ClickAsync("button[value='add:step']");
        Assert.DoesNotContain("do=", page.Url, StringComparison.Ordinal);
        await page.FillAsync("[name=step] >> nth=1", "Tent Bought");
        await page.ClickAsync("button:has-text('Show the answer')");
        Assert.Contains("60 started, 50% reached", await page.InnerTextAsync("[role=status] >> nth=0"), StringComparison.Ordinal);
    }

    // Thirty with Firefox of whom all but three buy, thirty with Safari of whom all but three do not.
    private async Task TellShoppers()
    {
        if (Interlocked.Exchange(ref told, 1) == 1) return;
        object At(int who, string name, int minute, string browser) => new
        {
            type = "track", userId = $"tent-{who}", @event = name, properties = new { browser }, context = new { channel = "web" },
            messageId = $"tent-{who}-{name}", timestamp = TimeProvider.System.GetUtcNow().AddDays(-20).AddMinutes(minute).ToString("O"),
        };
        await site.Send([.. Enumerable.Range(0, 60).SelectMany(i => i is var who && (i < 30 ? "Firefox" : "Safari") is var browser && (i < 27 || i >= 57)
            ? new[] { At(who, "Tent Viewed", i, browser), At(who, "Tent Bought", i + 9, browser) }
            : [At(who, "Tent Viewed", i, browser)])]);
        await site.NumberOf("userId:tent-59");
    }
}
