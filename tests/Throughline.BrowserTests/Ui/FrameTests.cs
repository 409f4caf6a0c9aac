using Microsoft.Playwright;
using Throughline.BrowserTests.Harness;

namespace Throughline.BrowserTests.Ui;

public sealed class FrameTests(BrowserFixture chromium, GallerySite site)
{
    [Fact]
    public async Task The_rail_marks_the_room_and_leaves_out_what_the_person_may_not_open()
    {
        await using var visit = await Visit.Open(chromium.Browser, site.Url, Screen.Desktop);
        await visit.Go("/_gallery");
        Assert.Equal("Journeys", (await visit.Page.Locator(".rail-rooms > .room[aria-current=page] > .room-title").InnerTextAsync()).Trim());
        Assert.DoesNotContain("Not for Maria", await visit.Page.ContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_a_phone_the_rail_is_a_bar_at_the_bottom_with_the_rest_behind_more()
    {
        await using var visit = await Visit.Open(chromium.Browser, site.Url, Screen.Phone);
        await visit.Go("/_gallery");
        var bar = await visit.Page.Locator(".rail").BoundingBoxAsync();
        Assert.NotNull(bar);
        Assert.Equal(844, bar.Y + bar.Height, tolerance: 1);
        Assert.False(await visit.Page.Locator(".rail-bar > a.room", new() { HasText = "Outreach" }).IsVisibleAsync());

        await visit.Page.ClickAsync(".rail-more > summary");
        Assert.True(await visit.Page.Locator(".rail-more-sheet a", new() { HasText = "Outreach" }).IsVisibleAsync());
        await visit.Photograph("more");
        await visit.IsAccessible();
        await visit.Page.ClickAsync("h1");
        Assert.False(await visit.Page.Locator(".rail-more-sheet").IsVisibleAsync());
    }

    [Fact]
    public async Task A_figure_shows_its_evidence_to_the_pointer_and_to_the_keyboard()
    {
        await using var visit = await Visit.Open(chromium.Browser, site.Url, Screen.Desktop);
        await visit.Go("/_gallery");
        var tip = visit.Page.Locator("#tip");
        Assert.False(await tip.IsVisibleAsync());
        await visit.Page.Locator(".figure-value").First.HoverAsync();
        await tip.WaitForAsync(new() { State = WaitForSelectorState.Visible });
        Assert.Contains("12,907", await tip.InnerTextAsync(), StringComparison.Ordinal);
        await visit.Photograph("figure");
        await visit.Page.Keyboard.PressAsync("Escape");
        Assert.False(await tip.IsVisibleAsync());

        await visit.Page.Mouse.MoveAsync(0, 0);
        await tip.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        await visit.Page.Locator("#main").FocusAsync();
        while (!await visit.Page.EvaluateAsync<bool>("document.activeElement.matches('.figure-value')")) await visit.Page.Keyboard.PressAsync("Tab");
        await tip.WaitForAsync(new() { State = WaitForSelectorState.Visible });
    }

    [Fact]
    public async Task A_touch_of_a_number_shows_its_evidence_and_the_next_one_follows_it()
    {
        await using var context = await chromium.Browser.NewContextAsync(
            new() { HasTouch = true, IsMobile = true, BaseURL = site.Url, ViewportSize = new() { Width = 390, Height = 844 } });
        var page = await context.NewPageAsync();
        await page.GotoAsync("/_gallery");
        var number = page.Locator("a.evidence").First;
        await number.TapAsync();
        await page.Locator("#tip", new() { HasText = "Tap again" }).WaitForAsync();
        Assert.Contains("12,907", await page.Locator("#tip").InnerTextAsync(), StringComparison.Ordinal);
        Assert.EndsWith("/_gallery", page.Url, StringComparison.Ordinal);
        await number.TapAsync();
        await page.WaitForURLAsync("**#list");
    }

    [Fact]
    public async Task Groups_fold_and_stay_folded_and_the_open_room_stays_in_sight()
    {
        await using var visit = await Visit.Open(chromium.Browser, site.Url, Screen.Desktop);
        await visit.Go("/_gallery");
        var here = visit.Page.Locator("#rail-understand a.room[aria-current=page]");
        var other = visit.Page.Locator("#rail-understand a", new() { HasText = "Feedback" });
        Assert.True(await other.IsVisibleAsync());
        await visit.Page.ClickAsync("[data-folds=understand]");
        Assert.False(await other.IsVisibleAsync());
        Assert.True(await here.IsVisibleAsync());

        await visit.Go("/_gallery");
        Assert.False(await other.IsVisibleAsync());
        Assert.Equal("false", await visit.Page.GetAttributeAsync("[data-folds=understand]", "aria-expanded"));
        await visit.Page.ClickAsync("[data-folds=understand]");
        Assert.True(await other.IsVisibleAsync());
    }

    [Fact]
    public async Task The_menus_of_a_page_are_accessible_and_escape_closes_them()
    {
        await using var visit = await Visit.Open(chromium.Browser, site.Url, Screen.Desktop);
        await visit.Go("/_gallery");
        foreach (var menu in new[] { ".date-control", ".page-more", ".top .menu" })
        {
            await visit.Page.ClickAsync($"{menu} > summary");
            await visit.Photograph("menu-" + menu.Split('.')[1].Trim());
            await visit.IsAccessible();
            await visit.Page.Keyboard.PressAsync("Escape");
            Assert.Null(await visit.Page.Locator(menu).First.GetAttributeAsync("open"));
            Assert.Equal("SUMMARY", await visit.Page.EvaluateAsync<string>("document.activeElement.tagName"));
        }
    }

    [Fact]
    public async Task A_desk_fills_the_height_and_only_its_panes_scroll()
    {
        await using var visit = await Visit.Open(chromium.Browser, site.Url, Screen.Desktop);
        await visit.Go("/_gallery/desk");
        Assert.True(await visit.Page.EvaluateAsync<bool>("document.documentElement.scrollHeight <= innerHeight"));
        Assert.True(await visit.Page.EvaluateAsync<bool>("(p => p.scrollHeight > p.clientHeight)(document.querySelector('.desk-list'))"));
    }

    [Fact]
    public async Task Ticked_rows_bring_a_bar_that_counts_them()
    {
        await using var visit = await Visit.Open(chromium.Browser, site.Url, Screen.Desktop);
        await visit.Go("/_gallery");
        var bar = visit.Page.Locator(".bulk-bar").First;
        Assert.False(await bar.IsVisibleAsync());
        await visit.Page.CheckAsync("[data-select-all]");
        Assert.Contains("3 selected", await bar.InnerTextAsync(), StringComparison.Ordinal);
        await bar.GetByText("Clear").ClickAsync();
        await bar.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
    }

    [Fact]
    public async Task Copying_takes_the_language_in_sight_and_says_so()
    {
        await using var visit = await Visit.Open(chromium.Browser, site.Url, Screen.Desktop);
        await visit.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await visit.Go("/_gallery");
        await visit.Page.ClickAsync("[role=tab]:has-text('JavaScript')");
        await visit.Page.Locator(".snippet .copy").First.ClickAsync();
        await visit.Page.Locator("#announcements", new() { HasText = "Copied" }).WaitForAsync();
        Assert.StartsWith("analytics.track(", await visit.Page.EvaluateAsync<string>("navigator.clipboard.readText()"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Near_times_are_relative_and_say_the_whole_moment_on_hover()
    {
        await using var visit = await Visit.Open(chromium.Browser, site.Url, Screen.Desktop);
        await visit.Go("/_gallery");
        var time = visit.Page.Locator("time").First;
        Assert.Equal("4 minutes ago", await time.InnerTextAsync());
        Assert.Contains("Europe/Stockholm (UTC+", await time.GetAttributeAsync("title"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_answers_in_place_and_carries_the_antiforgery_token()
    {
        await using var visit = await Visit.Open(chromium.Browser, site.Url, Screen.Desktop);
        await visit.Go("/_gallery");
        await visit.Page.FillAsync("#greet-name", "Ana");
        await visit.Page.ClickAsync("button:has-text('Greet me')");
        await visit.Page.Locator("#gallery-greeting", new() { HasText = "Good day, Ana." }).WaitForAsync();
    }

    [Fact]
    public async Task A_form_without_the_token_is_refused_and_the_person_is_told()
    {
        await using var visit = await Visit.Open(chromium.Browser, site.Url, Screen.Desktop);
        visit.Forgive("400");
        await visit.Go("/_gallery");
        await visit.Page.EvaluateAsync("document.querySelector('meta[name=csrf]').content = ''; document.body.removeAttribute('hx-headers')");
        await visit.Page.FillAsync("#greet-name", "Ana");
        await visit.Page.ClickAsync("button:has-text('Greet me')");
        await visit.Page.Locator("#announcements", new() { HasText = "Something went wrong" }).WaitForAsync();
        Assert.Equal("", await visit.Page.InnerTextAsync("#gallery-greeting"));
    }

    [Theory]
    [InlineData("/no-such-page", 404, "Page not found")]
    [InlineData("/closed", 403, "You do not have access to this page")]
    [InlineData("/failing", 500, "Something went wrong")]
    public async Task An_error_is_a_page_with_a_way_forward(string path, int status, string title)
    {
        await using var visit = await Visit.Open(chromium.Browser, site.Url, Screen.Desktop);
        visit.Forgive(status.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var answer = await visit.Go(path);
        Assert.Equal(status, answer.Status);
        Assert.Equal(title, await visit.Page.InnerTextAsync("h1"));
        Assert.Equal("/", await visit.Page.Locator(".error-ways a").First.GetAttributeAsync("href"));
        Assert.DoesNotContain("on purpose", await visit.Page.ContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_frame_works_without_script()
    {
        await using var context = await chromium.Browser.NewContextAsync(new() { JavaScriptEnabled = false, BaseURL = site.Url });
        var page = await context.NewPageAsync();
        await page.GotoAsync("/_gallery");
        await page.ClickAsync(".top details[data-menu] > summary");
        Assert.True(await page.Locator("form[action='/sign-out'] input[type=hidden]").CountAsync() == 1);
        Assert.True(await page.Locator("form[action='/sign-out'] button").IsVisibleAsync());
    }
}
