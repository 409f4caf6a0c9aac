using Microsoft.Playwright;
using Throughline.BrowserTests.Harness;
using Throughline.BrowserTests.Home;

namespace Throughline.BrowserTests.Journeys.Changes;

/// <summary>A person sees what changed, why, and names the journey that suffers.</summary>
[Collection(typeof(CompanyExplored))]
public sealed class ChangesTests(CompanySite site, BrowserFixture chromium)
{
    [Fact]
    public async Task A_fall_is_told_on_the_map_and_leads_to_its_funnel_and_a_target()
    {
        await CheckoutFault.Tell(site);
        await using var visit = await site.SignedIn();
        var page = visit.Page;
        // Days of its own: what another test has just seen of the usual ones is kept for a few minutes.
        await visit.Go($"/journeys?period=own&from={Day(30)}&to={Day(0)}");
        var change = page.Locator("[data-change='checkout']");
        await change.WaitForAsync();
        Assert.Contains("browser = Safari (10%, was 80%, n = 60)", await change.InnerTextAsync(), StringComparison.Ordinal);
        await visit.IsAccessible();
        await change.GetByRole(AriaRole.Link, new() { Name = "See why" }).ClickAsync();
        await page.WaitForURLAsync("**/journeys/funnel?**by=browser**");
        await page.Locator(".parts tr", new() { HasText = "Safari" }).WaitForAsync();

        await visit.Go("/journeys/named/new");
        foreach (var (field, text) in new[]
        { ("Name", "Pay quickly"), ("Key", "pay-quickly"), ("Goal", "Be done"), ("Window", "1"), ("TargetShare", "95") })
            await page.FillAsync($"[name='Form.{field}']", text);
        await page.SelectOptionAsync("[name='Form.Department']", "Product");
        await page.FillAsync("[name=step] >> nth=0", "Checkout Started");
        await page.FillAsync("[name=step] >> nth=1", "Order Completed");
        await page.SelectOptionAsync("[name='Form.WindowUnit']", "hours");
        await page.ClickAsync("button:has-text('Save')");
        await page.GetByText("Saved.").WaitForAsync();
        await page.GetByText("95% reach the goal missed").WaitForAsync();
        await visit.IsAccessible();

        // Its checkout has fallen, so that nothing breaks between touchpoints.
        await visit.Go("/journeys");
        await page.Locator(".named-chip.tone-hurt", new() { HasText = "Pay quickly" }).WaitForAsync();
        Assert.Equal(0, await page.Locator("[data-seam='pay-quickly']").CountAsync());
        await page.Locator(".named-chip", new() { HasText = "Pay quickly" }).ClickAsync();
        await page.Locator(".named-steps a").Last.ClickAsync();
        Assert.Contains("Stopped before “Placed an order”", await page.InnerTextAsync("h1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Home_tells_what_changed_and_leads_to_the_funnel_split_by_what_explains_it()
    {
        // Of a company of its own: what was found for the last 30 days is kept for some minutes.
        await using var company = new CompanySite(chromium);
        await company.InitializeAsync();
        await CheckoutFault.Tell(company);
        await using var visit = await company.SignedIn();
        var page = visit.Page;
        var change = page.Locator("#attention li", new() { HasText = "browser = Safari" });
        for (var tries = 0; tries < 20 && !await change.IsVisibleAsync(); tries++)
        {
            await visit.Go("/");
            await page.WaitForTimeoutAsync(500);
        }
        Assert.Contains("reach the goal", await change.InnerTextAsync(), StringComparison.Ordinal);
        await visit.IsAccessible();
        await change.GetByRole(AriaRole.Link, new() { Name = "See why" }).ClickAsync();
        await page.WaitForURLAsync("**/journeys/funnel?**by=browser**");
        Assert.Equal("browser", await page.InputValueAsync("[name=by]"));
        await page.Locator(".parts tr", new() { HasText = "Safari" }).Locator(".difference.tone-hurt").First.WaitForAsync();
    }

    private static string Day(int daysAgo) =>
        TimeProvider.System.GetUtcNow().AddDays(-daysAgo).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
