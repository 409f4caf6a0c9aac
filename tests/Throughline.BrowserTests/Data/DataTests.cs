using Throughline.BrowserTests.Harness;
using Throughline.BrowserTests.Home;

namespace Throughline.BrowserTests.Data;

[Collection(typeof(Company))]
public sealed class DataTests(CompanySite site)
{
    [Fact]
    public async Task What_was_set_aside_is_mended_in_place_and_taken()
    {
        await site.Send(new { type = "track", userId = "mended", properties = new { total = 7 } });
        await using var visit = await site.SignedIn();
        visit.Forgive("422");
        await visit.Go("/data/set-aside?code=no_event_name");
        var item = visit.Page.Locator(".aside").First;
        await item.Locator("summary").First.ClickAsync();
        await item.Locator("button:has-text('Try again')").ClickAsync();
        await visit.Page.Locator(".field-error", new() { HasText = "needs an \"event\"" }).WaitForAsync();
        await visit.IsAccessible();

        var text = visit.Page.Locator(".aside[open] textarea").First;
        await text.FillAsync((await text.InputValueAsync()).Replace("\"userId\"", "\"event\": \"Mended\", \"userId\"", StringComparison.Ordinal));
        await visit.Page.Locator(".aside[open] button:has-text('Try again')").ClickAsync();
        await visit.Page.Locator(".notice", new() { HasText = "Understood now" }).WaitForAsync();
        Assert.NotEmpty(await site.NumberOf("userId:mended"));
    }

    [Fact]
    public async Task What_was_set_aside_is_discarded_only_after_asking()
    {
        await site.Send(new { type = "riddle", userId = "x" });
        await using var visit = await site.SignedIn();
        await visit.Go("/data/set-aside?code=unknown_type");
        var item = visit.Page.Locator(".aside").First;
        await item.Locator("summary").First.ClickAsync();
        await item.Locator("a:has-text('Discard')").ClickAsync();
        await item.Locator("button:has-text('Discard')").ClickAsync();
        await visit.Page.Locator(".empty", new() { HasText = "None with this reason" }).WaitForAsync();
    }

    [Fact]
    public async Task A_view_is_built_again_after_asking_and_catches_up()
    {
        await using var visit = await site.SignedIn();
        await visit.Go("/data/projections");
        await visit.Page.ClickAsync("main a[data-opens]:has-text('today')");
        await visit.Page.ClickAsync("button:has-text('Rebuild today')");
        await visit.Page.Locator(".notice", new() { HasText = "Rebuilding today" }).WaitForAsync();
        await visit.Page.Locator("tr", new() { HasText = "today" }).Locator("text=up to date").WaitForAsync();
    }

    [Fact]
    public async Task Doors_are_named_by_their_key_and_the_api_page_leads_to_each_route()
    {
        await using var visit = await site.SignedIn();
        await visit.Go("/data");
        Assert.Contains("Web shop", await visit.Page.InnerTextAsync("tbody"), StringComparison.Ordinal);
        await visit.Page.ClickAsync("a:has-text('HTTP API')");
        await visit.Page.ClickAsync(".api-contents a:has-text('/api/customers/{id}/timeline')");
        Assert.True(await visit.Page.Locator("#get-api-customers-id-timeline").IsVisibleAsync());
    }
}
