using Microsoft.Playwright;
using Throughline.BrowserTests.Harness;
using Throughline.BrowserTests.Home;
using Throughline.BrowserTests.Journeys;

namespace Throughline.BrowserTests.Touchpoints;

[Collection(typeof(Company))]
public sealed class TouchpointTests(CompanySite site)
{
    [Fact]
    public async Task A_touchpoint_is_added_with_rules_handed_to_somebody_else_and_removed()
    {
        await using var visit = await site.SignedIn();
        visit.Forgive("422");
        await visit.Go("/touchpoints/new");
        await visit.Page.FillAsync("[name='Form.Name']", "Fitting room");
        await visit.Page.SelectOptionAsync("[name='Form.Stage']", "consideration");
        await visit.Page.FillAsync("[name='Form.Goal']", "See whether it fits");
        await visit.Page.SelectOptionAsync("[name='Form.Department']", "Stores");
        await visit.Page.FillAsync("[name='Form.Rules[0].Event']", "Fitting Room Used");
        await visit.Page.FillAsync("[name='Form.Rules[0].Conditions[0].Property']", "minutes");
        await visit.Page.SelectOptionAsync("[name='Form.Rules[0].Conditions[0].Op']", "ge");
        await visit.Page.FillAsync("[name='Form.PromiseText']", "Free within minutes");
        await visit.Page.ClickAsync("button:has-text('Add touchpoint')");
        await visit.Page.Locator(".field-error", new() { HasText = "takes a single text, number or boolean" }).WaitForAsync();
        await visit.Page.Locator(".field-error", new() { HasText = "Choose a measure" }).WaitForAsync();
        await visit.IsAccessible();

        await visit.Page.FillAsync("[name='Form.Rules[0].Conditions[0].Value']", "5");
        await visit.Page.FillAsync("[name='Form.PromiseText']", "");
        await visit.Page.ClickAsync("button:has-text('Add touchpoint')");
        await visit.Page.Locator(".notice", new() { HasText = "No event called Fitting Room Used has been received." }).WaitForAsync();
        await visit.IsAccessible();
        await visit.Page.ClickAsync("button:has-text('Save anyway')");
        await visit.Page.WaitForURLAsync("**/touchpoints/fitting-room?saved=yes");
        await visit.Page.ClickAsync("main a:text-is('Edit')");
        await visit.Page.FillAsync("[name='Form.Person']", "Ana Pires");
        // What nobody has sent was asked about when it came in.
        await visit.Page.ClickAsync("main button:text-is('Save')");
        await visit.Page.Locator("td", new() { HasText = "Owner: Stores, Ana Pires, previously Stores" }).WaitForAsync();

        await visit.Page.ClickAsync("a:has-text('Remove touchpoint')");
        await visit.Page.ClickAsync("dialog button:has-text('Remove')");
        await visit.Page.Locator(".toast-line", new() { HasText = "“Fitting room” was removed" }).WaitForAsync();
        await visit.IsAccessible();
        await visit.Photograph("undo-toast");
        await visit.Page.ClickAsync(".toast-line button:has-text('Undo')");
        await visit.Page.ClickAsync(".toast-line a:has-text('Show')");
        await visit.Page.WaitForURLAsync("**/touchpoints/fitting-room");
    }

    [Fact]
    public async Task An_unassigned_event_is_given_to_a_touchpoint_and_shows_so_on_the_timeline()
    {
        await site.Send(CompanySite.Track("pitcher", "Tent Pitched", new { tent = "Alba 2" }, "app"));
        var customer = await site.NumberOf("userId:pitcher");
        await using var visit = await site.SignedIn();
        await visit.Go("/touchpoints/unassigned");
        var row = visit.Page.Locator("tr", new() { HasText = "Tent Pitched" });
        await row.Locator("select").SelectOptionAsync("first-use");
        await row.Locator("button").ClickAsync();
        await visit.Page.Locator(".toast-line", new() { HasText = "“Tent Pitched” is assigned" }).WaitForAsync();

        await visit.Go($"/customers/{customer}");
        await visit.Page.Locator(".moment", new() { HasText = "Tent Pitched" }).Locator(".tag", new() { HasText = "Product" }).WaitForAsync();
        await visit.Page.Locator(".stage-line [aria-current=step]", new() { HasText = "Loyalty" }).WaitForAsync(new() { Timeout = 15_000 });
        await visit.IsAccessible();
    }

    [Fact]
    public async Task A_segment_that_fares_otherwise_at_a_touchpoint_is_marked_and_opens_its_people()
    {
        await CheckoutFault.Tell(site);
        await using var visit = await site.SignedIn();
        var page = visit.Page;
        await visit.Go("/journeys/funnel?step=Checkout+Started&where=browser&value=Safari&step=Order+Completed&period=30d");
        await page.ClickAsync("#answer .funnel-numbers a >> nth=0");
        await page.ClickAsync("summary:has-text('Create segment from these')");
        await page.FillAsync(".keep-sheet [name=name]", "On Safari");
        await page.ClickAsync("button:text-is('Create')");
        await page.GetByText("The segment was created.").WaitForAsync();

        await visit.Go("/touchpoints/checkout?period=30d");
        var row = page.Locator("tr", new() { HasText = "On Safari" });
        await row.Locator(".figure-change.tone-hurt").WaitForAsync();
        Assert.Contains("10", await row.InnerTextAsync(), StringComparison.Ordinal);
        await visit.IsAccessible();
        await row.GetByRole(AriaRole.Link).Last.ClickAsync();
        await page.WaitForURLAsync("**/journeys/people?**goal=missed**");
        Assert.Equal(50, await page.Locator("[data-item]").CountAsync());
    }

    [Fact]
    public async Task Stages_are_renamed_and_ordered_and_one_with_touchpoints_stays()
    {
        await using var visit = await site.SignedIn();
        visit.Forgive("422");
        await visit.Go("/touchpoints/stages");
        await visit.Page.FillAsync("[name='Form.New']", "Trial");
        await visit.Page.ClickAsync(".btn-primary:has-text('Save')");
        await visit.Page.Locator(".toast-line", new() { HasText = "Saved" }).WaitForAsync();
        await visit.Page.ClickAsync("[aria-label='Move Trial up']");
        await visit.Page.Locator(".toast-line").WaitForAsync();
        Assert.Equal("Trial", await visit.Page.InputValueAsync("[name='Form.Stages[4].Name']"));
        await visit.Page.ClickAsync(".toast-line button:has-text('Undo')");
        await visit.Page.Locator(".toast-line", new() { HasText = "Undone." }).WaitForAsync();
        Assert.Equal("Trial", await visit.Page.InputValueAsync("[name='Form.Stages[5].Name']"));

        await visit.Page.ClickAsync("[aria-label='Remove Loyalty']");
        await visit.Page.Locator(".notice", new() { HasText = "Move these touchpoints to another stage first" }).WaitForAsync();
        await visit.Go("/touchpoints/stages");
        await visit.Page.ClickAsync("[aria-label='Remove Trial']");
        await visit.Page.Locator(".toast-line").WaitForAsync();
        Assert.Equal(0, await visit.Page.Locator("[aria-label='Remove Trial']").CountAsync());
    }

    [Fact]
    public async Task Anna_came_by_bens_recommendation_and_the_search_finds_touchpoints()
    {
        await using var visit = await site.SignedIn();
        await visit.Go($"/customers/{site.Anna}");
        await visit.Page.Locator(".stage-by", new() { HasText = "referred by" }).WaitForAsync(new LocatorWaitForOptions { Timeout = 15_000 });
        await visit.Go("/touchpoints/referrals");
        await visit.Page.Locator("tbody tr", new() { HasText = "Anna Berg" }).WaitForAsync();
        await visit.Go("/search?q=delivery");
        await visit.Page.Locator("a[href='/touchpoints/delivery']").First.WaitForAsync();
    }
}
