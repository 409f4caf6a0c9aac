using System.Globalization;
using Microsoft.Playwright;
using Throughline.BrowserTests.Harness;
using Throughline.BrowserTests.Home;

namespace Throughline.BrowserTests.Journeys.Named;

/// <summary>A person names a way that customers go, measures it, and is told where it breaks.</summary>
[Collection(typeof(CompanyExplored))]
public sealed class NamedTests(CompanySite site)
{
    private static int told;

    [Fact]
    public async Task A_funnel_is_named_as_a_journey_with_its_conditions_and_explored_again()
    {
        await TellCampers();
        await using var visit = await site.SignedIn();
        var page = visit.Page;
        await visit.Go("/journeys/funnel?step=Stove+Viewed&where=browser&value=Safari&step=Stove+Bought&period=365d&window=1h");
        await page.GetByText("30 started").WaitForAsync();
        await page.ClickAsync("a:has-text('Name as a journey')");
        Assert.Equal("Safari", await page.InputValueAsync("#named-steps [name=value]"));
        await Fill(page, "A stove on Safari", "stove-safari");
        await visit.FitsEveryScreen();
        await page.ClickAsync(".form-end button:has-text('Save')");
        await page.GetByText("Saved.").WaitForAsync();
        await page.Locator(".named-where", new() { HasText = "browser is Safari" }).WaitForAsync();

        await page.ClickAsync(".btn:has-text('Explore')");
        await page.WaitForURLAsync("**/journeys/funnel?**journey=stove-safari**");
        await page.SelectOptionAsync("[name=window]", "6h");
        await page.GetByText("differs from the journey").WaitForAsync();
        await page.ClickAsync("a:has-text('Edit journey')");
        Assert.Equal("6", await page.InputValueAsync("[name='Form.Window']"));
        await page.ClickAsync(".form-end button:has-text('Save')");
        await page.GetByText("Saved.").WaitForAsync();
    }

    [Fact]
    public async Task A_journey_is_named_with_keys_alone()
    {
        await TellCampers();
        await using var visit = await site.SignedIn();
        var (page, keys) = (visit.Page, visit.Page.Keyboard);
        visit.Forgive("htmx:sendAbort"); // An edit overtakes the one before.
        visit.Forgive("htmx:afterRequest");
        await visit.Go("/journeys");
        await visit.TabTo(".room-tabs a[href='/journeys/named']");
        await keys.PressAsync("Enter");
        await page.WaitForURLAsync("**/journeys/named");
        await visit.TabTo("a[href='/journeys/named/new']");
        await keys.PressAsync("Enter");
        await page.WaitForURLAsync("**/named/new");
        foreach (var (field, text) in new[] { ("Name", "By keys"), ("Key", "by-keys"), ("Goal", "Cook outside"), ("Department", "Product") })
        {
            await visit.TabTo($"[name='Form.{field}']");
            await keys.TypeAsync(text);
        }
        await visit.TabTo("[name=step]");
        await Choose(page, "stove vie", "Stove Viewed");
        await visit.TabTo("button[value='where:0']");
        await keys.PressAsync("Enter");
        await page.Locator("[name=where]:focus").WaitForAsync();
        await Choose(page, "brows", "browser");
        await visit.TabTo("[name=op]");
        await keys.TypeAsync("is not");
        await visit.TabTo("[name=value]");
        await keys.TypeAsync("Safari");
        await visit.TabTo("#named-steps li:nth-child(2) [name=step]");
        await Choose(page, "stove bou", "Stove Bought");
        await visit.TabTo("button[value='add:step']");
        await keys.PressAsync("Enter");
        await page.Locator("[aria-label='Step 3']:focus").WaitForAsync();
        await Choose(page, "order comp", "Order Completed");
        await keys.PressAsync("Alt+ArrowUp");
        await Assertions.Expect(page.Locator("[aria-label='Step 2']:focus")).ToHaveValueAsync("Order Completed");
        Assert.Equal("By keys", await page.InputValueAsync("[name='Form.Name']"));
        await visit.TabTo("[name='Form.Window']");
        await keys.TypeAsync("1");
        await visit.TabTo(".form-end button");
        await keys.PressAsync("Enter");
        await page.GetByText("Saved.").WaitForAsync();
        Assert.Equal(["1. Stove Viewed", "2. Placed an order Order Completed", "3. Stove Bought"],
            await page.Locator(".named-steps tbody th > bdi, .named-steps tbody th > :first-child").AllInnerTextsAsync());
        await page.GetByText("browser is not Safari").WaitForAsync();
    }

    [Fact]
    public async Task Where_a_journey_breaks_between_touchpoints_is_said_on_its_page_and_on_the_map()
    {
        await TellCampers();
        await using var visit = await site.SignedIn();
        var page = visit.Page;
        await visit.Go("/journeys/named/new?step=Stove+Viewed&step=Stove+Bought&window=1h");
        await Fill(page, "From looking to a stove", "stove");
        await page.FillAsync("[name='Form.TargetShare']", "95");
        await page.ClickAsync(".form-end button:has-text('Save')");
        await page.Locator("[data-seam='stove']", new() { HasText = "The drop is between Stove Viewed → Stove Bought." }).WaitForAsync();
        await visit.IsAccessible();

        await visit.Go("/journeys");
        var seam = page.Locator("[data-seam='stove']");
        await seam.WaitForAsync();
        Assert.Contains("From looking to a stove: 50% reach the goal, the target is 95%.", await seam.InnerTextAsync(), StringComparison.Ordinal);
        await visit.IsAccessible();
        await seam.GetByRole(AriaRole.Link, new() { Name = "View the 30 customers" }).ClickAsync();
        await page.WaitForURLAsync("**/journeys/people?**");
        Assert.Contains("Stopped before “Stove Bought”", await page.InnerTextAsync("h1"), StringComparison.Ordinal);
        Assert.Equal(30, await page.Locator("[data-item]").CountAsync());
    }

    private static async Task Choose(IPage page, string typed, string meant)
    {
        // Without waiting for the list: Enter means what it will say.
        await page.Keyboard.TypeAsync(typed);
        await page.RunAndWaitForResponseAsync(() => page.Keyboard.PressAsync("Enter"), answer => answer.Request.Method == "POST");
        await Assertions.Expect(page.Locator("input:focus")).ToHaveValueAsync(meant);
    }

    private static async Task Fill(IPage page, string name, string key)
    {
        foreach (var (field, text) in new[] { ("Name", name), ("Key", key), ("Goal", "Cook outside") })
            await page.FillAsync($"[name='Form.{field}']", text);
        await page.SelectOptionAsync("[name='Form.Department']", "Product");
    }

    // Thirty with Firefox of whom all but three buy, thirty with Safari of whom all but three do not.
    private async Task TellCampers()
    {
        if (Interlocked.Exchange(ref told, 1) == 1) return;
        object At(int who, string name, int minute) => new
        {
            type = "track", userId = $"stove-{who}", @event = name, properties = new { browser = who < 30 ? "Firefox" : "Safari" },
            context = new { channel = "web" },
            messageId = $"stove-{who}-{name}",
            timestamp = TimeProvider.System.GetUtcNow().AddDays(-10).AddMinutes(minute).ToString("O", CultureInfo.InvariantCulture),
        };
        await site.Send([.. Enumerable.Range(0, 60).SelectMany(who => who < 27 || who >= 57
            ? new[] { At(who, "Stove Viewed", who), At(who, "Stove Bought", who + 9) }
            : [At(who, "Stove Viewed", who)])]);
        await site.NumberOf("userId:stove-59");
    }
}
