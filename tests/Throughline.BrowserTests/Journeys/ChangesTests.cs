using Microsoft.Playwright;
using Throughline.BrowserTests.Harness;
using Throughline.BrowserTests.Home;

namespace Throughline.BrowserTests.Journeys;

/// <summary>A person sees what changed, why, and names the journey that suffers.</summary>
[Collection(typeof(Company))]
public sealed class ChangesTests(CompanySite site)
{
    [Fact]
    public async Task A_fall_is_told_on_the_map_and_leads_to_its_funnel_and_a_target()
    {
        await site.Send([.. Month(daysAgo: 45, "before", safariFinish: 48), .. Month(daysAgo: 15, "now", safariFinish: 6)]);
        await site.NumberOf("userId:now119");
        await using var visit = await site.SignedIn();
        var page = visit.Page;
        // Days of its own: what another test has just seen of the usual ones is kept for a few minutes.
        await visit.Go($"/journeys?period=own&from={Day(30)}&to={Day(0)}");
        var change = page.Locator("[data-change='checkout']");
        await change.WaitForAsync();
        Assert.Contains("browser = Safari (10% instead of 80%, n = 60)", await change.InnerTextAsync(), StringComparison.Ordinal);
        await visit.IsAccessible();
        await change.GetByRole(AriaRole.Link, new() { Name = "See why" }).ClickAsync();
        await page.WaitForURLAsync("**/journeys/funnel?**by=browser**");
        await page.Locator(".parts tr", new() { HasText = "Safari" }).WaitForAsync();

        await visit.Go("/journeys/named/new");
        foreach (var (field, text) in new[] { ("Name", "Pay quickly"), ("Key", "pay-quickly"), ("Goal", "Be done"), ("Department", "Product"), ("Steps[0].Event", "Checkout Started"), ("Steps[1].Event", "Order Completed"), ("Window", "1"), ("TargetShare", "95") })
            await page.FillAsync($"[name='Form.{field}']", text);
        await page.SelectOptionAsync("[name='Form.WindowUnit']", "hours");
        await page.ClickAsync("button:has-text('Save')");
        await page.GetByText("Saved.").WaitForAsync();
        await page.GetByText("95% come through missed").WaitForAsync();
        await visit.IsAccessible();

        // Its checkout has fallen, so that nothing breaks between touchpoints.
        await visit.Go("/journeys");
        await page.Locator(".named-chip.tone-hurt", new() { HasText = "Pay quickly" }).WaitForAsync();
        Assert.Equal(0, await page.Locator("[data-seam='pay-quickly']").CountAsync());
        await page.Locator(".named-chip", new() { HasText = "Pay quickly" }).ClickAsync();
        await page.Locator(".named-steps a").Last.ClickAsync();
        Assert.Contains("Stopped before “Order Completed”", await page.InnerTextAsync("h1"), StringComparison.Ordinal);
    }

    private static string Day(int daysAgo) => TimeProvider.System.GetUtcNow().AddDays(-daysAgo).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    // 60 on Safari, 60 on Chrome, of whom 48 finish.
    private static IEnumerable<object> Month(int daysAgo, string prefix, int safariFinish)
    {
        for (var i = 0; i < 120; i++)
        {
            var (user, browser, finishes, at) = ($"{prefix}{i}", i < 60 ? "Safari" : "Chrome", i < 60 ? i < safariFinish : i < 108, TimeProvider.System.GetUtcNow().AddDays(-daysAgo).AddMinutes(i));
            yield return Event(user, "Checkout Started", browser, at);
            if (finishes) yield return Event(user, "Order Completed", browser, at.AddMinutes(10));
        }
    }

    private static object Event(string user, string name, string browser, DateTimeOffset at) =>
        new { type = "track", userId = user, @event = name, properties = new { browser }, timestamp = at.ToString("O"), context = new { channel = "web" } };
}
