using Throughline.BrowserTests.Harness;
using Throughline.BrowserTests.Home;

namespace Throughline.BrowserTests.Customers;

[Collection(typeof(Company))]
public sealed class CustomerTests(CompanySite site, BrowserFixture chromium)
{
    [Fact]
    public async Task J_and_enter_open_a_customer_and_the_search_finds_them_by_part_of_their_name()
    {
        await using var visit = await site.SignedIn();
        await visit.Go("/customers?q=anna+be");
        await visit.Page.Keyboard.PressAsync("j");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.WaitForURLAsync($"**/customers/{site.Anna}");
        Assert.Equal("Anna Berg", await visit.Page.InnerTextAsync("h1"));
    }

    [Fact]
    public async Task The_list_turns_its_pages_and_keeps_the_filter_in_the_address()
    {
        await using var visit = await site.SignedIn();
        await visit.Go("/customers?known=yes");
        var first = await visit.Page.Locator("tbody a.person").First.InnerTextAsync();
        await visit.Page.ClickAsync("a[rel=next]");
        await visit.Page.WaitForURLAsync("**/customers?known=yes&cursor=*");
        Assert.NotEqual(first, await visit.Page.Locator("tbody a.person").First.InnerTextAsync());
        Assert.Equal("Known", await visit.Page.InnerTextAsync(".filter-chip strong"));
    }

    [Fact]
    public async Task Pages_close_together_are_one_run_that_opens_to_its_steps()
    {
        await using var visit = await site.SignedIn();
        await visit.Go($"/customers/{site.Anna}?channel=web");
        var run = visit.Page.Locator("details.run").Last;
        Assert.Contains("Browsed 6 pages · 10 min", await run.Locator("summary").First.InnerTextAsync(), StringComparison.Ordinal);
        await run.Locator("summary").First.ClickAsync();
        Assert.Equal(6, await run.Locator(".run-steps > li").CountAsync());
        await visit.IsAccessible();
    }

    [Fact]
    public async Task Opening_an_order_shows_everything_that_was_said()
    {
        await using var visit = await site.SignedIn();
        await visit.Go($"/customers/{site.Anna}?event=Order+Completed");
        var row = visit.Page.Locator(".moment", new() { HasText = "Ordered 10482" });
        Assert.Contains("Alba 2 tent · €412.00", await row.InnerTextAsync(), StringComparison.Ordinal);
        await row.Locator("summary").First.ClickAsync();
        await row.Locator(".facts", new() { HasText = "Web shop" }).WaitForAsync();
        Assert.Contains("\"order_id\": \"10482\"", await row.Locator("pre").InnerTextAsync(), StringComparison.Ordinal);
        await visit.IsAccessible();
    }

    [Fact]
    public async Task Older_interactions_come_when_they_scroll_into_view_and_days_do_not_repeat()
    {
        await using var visit = await site.SignedIn();
        await visit.Go($"/customers/{site.Anna}");
        for (var tries = 0; tries < 20 && !await visit.Page.Locator(".older", new() { HasText = "The beginning" }).IsVisibleAsync(); tries++)
        {
            await visit.Page.Mouse.WheelAsync(0, 4_000);
            await visit.Page.WaitForTimeoutAsync(150);
        }
        Assert.True(await visit.Page.Locator(".moment", new() { HasText = "Browsed 6 pages" }).First.IsVisibleAsync());
        var days = await visit.Page.Locator(".day-head").AllInnerTextsAsync();
        Assert.Equal(days.Distinct(), days);
    }

    [Fact]
    public async Task News_is_inserted_above_what_is_open_and_the_reader_keeps_their_place()
    {
        await site.Send(CompanySite.Track("live-1", "Store Visited", new { store = "Harbour Street" }, "store"));
        var id = await site.NumberOf("userId:live-1");
        await using var visit = await site.SignedIn();
        await visit.Go($"/customers/{id}");
        var first = visit.Page.Locator("details.one").Last;
        await first.Locator("summary").ClickAsync();
        await first.Locator(".facts").WaitForAsync();
        for (var tries = 0; tries < 10 && await visit.Page.Locator(".moment", new() { HasText = "Asked By Phone" }).CountAsync() == 0; tries++)
        {
            await site.Send(CompanySite.Track("live-1", "Asked By Phone", new { about = "tents" }, "phone"));
            await visit.Page.WaitForTimeoutAsync(1_000);
        }
        Assert.Contains("Asked By Phone", await visit.Page.Locator(".moment").First.InnerTextAsync(), StringComparison.Ordinal);
        Assert.True(await first.Locator(".facts").IsVisibleAsync());
    }

    [Fact]
    public async Task A_call_is_logged_in_the_dialog_and_stands_on_the_line()
    {
        await site.Send(CompanySite.Track("called", "Signed Up", new { }));
        var id = await site.NumberOf("userId:called");
        await using var visit = await site.SignedIn();
        await visit.Go($"/customers/{id}");
        await visit.Page.ClickAsync("a:has-text('Log an interaction')");
        await visit.IsAccessible();
        await visit.Page.CheckAsync("dialog [value=out]");
        await visit.Page.FillAsync("dialog textarea", "Promised a new pole by Friday");
        await visit.Page.ClickAsync("dialog button:has-text('Save')");
        await visit.Page.Locator(".moment", new() { HasText = "We called" }).WaitForAsync();
        Assert.Contains("logged by Maria Keller", await visit.Page.InnerTextAsync("#timeline-head"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_script_a_note_is_logged_on_a_page_and_wrong_input_is_named_beside_its_field()
    {
        await using var visit = await site.SignedIn();
        await using var context = await chromium.Browser.NewContextAsync(new()
        { JavaScriptEnabled = false, BaseURL = site.Url, StorageState = await visit.Context.StorageStateAsync()
        });
        var page = await context.NewPageAsync();
        await page.GotoAsync($"/customers/{site.Anna}");
        await page.ClickAsync("a:has-text('Log an interaction')");
        await page.CheckAsync("[value=note]");
        await page.FillAsync("textarea", "Likes green");
        await page.FillAsync("[type=datetime-local]", "2999-01-01T10:00");
        await page.ClickAsync("button:has-text('Save')");
        Assert.Contains("not in the future", await page.InnerTextAsync(".field-error"), StringComparison.Ordinal);
        Assert.Equal("Likes green", await page.InputValueAsync("textarea"));

        await page.FillAsync("[type=datetime-local]", "2026-01-05T10:00");
        await page.ClickAsync("button:has-text('Save')");
        await page.WaitForURLAsync($"**/customers/{site.Anna}");
        await page.ClickAsync(".older a");
        Assert.Contains("Likes green", await page.InnerTextAsync("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_name_in_another_script_stays_inside_every_screen()
    {
        var id = await site.NumberOf("userId:rtl");
        await using var visit = await site.SignedIn();
        foreach (var path in new[] { $"/customers/{id}", "/customers?identity=userId:rtl" })
        {
            await visit.Go(path);
            foreach (var screen in new[] { Screen.Desktop, Screen.Tablet, Screen.Phone })
            {
                await visit.Turn(screen);
                await visit.DoesNotScrollSideways();
            }
        }
    }

    [Theory]
    [InlineData("/customers/999999", 404, "Page not found")]
    [InlineData("/customers/abc", 404, "Page not found")]
    [InlineData("/customers/{anna}?before=nonsense", 404, "Page not found")]
    [InlineData("/customers/{anna}/interactions/999999", 404, "Page not found")]
    [InlineData("/customers?cursor=nonsense", 400, "Customers")]
    [InlineData("/customers?identity=nonsense", 400, "Customers")]
    public async Task A_wrong_address_is_answered_with_a_way_forward(string path, int status, string title)
    {
        await using var visit = await site.SignedIn();
        visit.Forgive(status.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var answer = await visit.Go(path.Replace("{anna}", site.Anna, StringComparison.Ordinal));
        Assert.Equal(status, answer.Status);
        Assert.Equal(title, await visit.Page.InnerTextAsync("h1"));
        await visit.IsAccessible();
    }
}
