using Throughline.BrowserTests.Harness;

namespace Throughline.BrowserTests.Home;

[Collection(typeof(Company))]
public sealed class HomeTests(CompanySite site, BrowserFixture chromium)
{
    [Fact]
    public async Task What_was_set_aside_needs_attention_and_leads_to_where_it_is_mended()
    {
        await using var visit = await site.SignedIn();
        await visit.Go("/");
        await visit.Page.ClickAsync("#attention a:has-text('Fix')");
        await visit.Page.WaitForURLAsync("**/data/set-aside");
    }

    [Fact]
    public async Task An_interaction_that_arrives_is_counted_without_a_reload()
    {
        await using var visit = await site.SignedIn();
        await visit.Go("/");
        var listening = visit.Page.Locator("#latest", new() { HasText = "Lantern Lit" });
        // The page may still be connecting when the first is sent.
        for (var tries = 0; tries < 10 && !await listening.IsVisibleAsync(); tries++)
        {
            await site.Send(CompanySite.Track("home-live", "Lantern Lit", new { }, "kiosk"));
            await visit.Page.WaitForTimeoutAsync(1_000);
        }
        Assert.True(await listening.IsVisibleAsync());
        Assert.Contains("Kiosk", await visit.Page.InnerTextAsync("#channels"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_bell_opens_a_sheet_by_keyboard_and_what_is_snoozed_leaves_the_list()
    {
        await using var visit = await site.SignedIn();
        await visit.Go("/customers");
        await visit.Page.FocusAsync("#bell");
        await visit.Page.Keyboard.PressAsync("Enter");
        var matter = visit.Page.Locator("#bell-list [data-attention='set-aside']");
        await matter.WaitForAsync();
        await visit.IsAccessible();
        await visit.Turn(Screen.Phone);
        await visit.IsAccessible();
        await visit.Turn(Screen.Desktop);
        await matter.Locator("button:has-text('Mark as seen')").ClickAsync();
        await visit.Page.Locator("#bell-list [data-attention='set-aside'][data-state='Seen']").WaitForAsync();
        await visit.Page.Locator("#bell-list [data-attention='set-aside'] button:has-text('Until next week')").ClickAsync();
        await visit.Page.Locator("#bell-list [data-attention='set-aside'][data-state='Snoozed']").WaitForAsync();
        await visit.Page.Keyboard.PressAsync("Escape");
        Assert.Equal("bell", await visit.Page.EvaluateAsync<string>("document.activeElement.id"));

        await visit.Go("/");
        await visit.Page.ClickAsync("#snoozed summary");
        await visit.Page.ClickAsync("#snoozed button:has-text('Restore')");
        await visit.Page.Locator("#now-set-aside[data-state='New']").WaitForAsync();
        await visit.IsAccessible();
    }

    [Fact]
    public async Task On_a_phone_what_needs_attention_stands_first()
    {
        await using var visit = await site.SignedIn(Screen.Phone);
        await visit.Go("/");
        var top = (await visit.Page.Locator("#attention").BoundingBoxAsync())!.Y;
        Assert.True(top < 300, $"It begins at {top}.");
        Assert.True(top < (await visit.Page.Locator("#intake").BoundingBoxAsync())!.Y);
        await visit.FitsEveryScreen();
    }

    [Fact]
    public async Task An_empty_company_is_shown_what_to_do_first_and_makes_its_key_right_there()
    {
        await using var empty = await AppUnderTest.Serve(TestContext.Current.CancellationToken);
        await using var visit = await Visit.Open(chromium.Browser, empty.Url, Screen.Desktop);
        await visit.Go("/sign-in");
        Assert.Contains("Not set up yet.", await visit.Page.InnerTextAsync("body"), StringComparison.Ordinal);
        Assert.False(await visit.Page.Locator("input[type=password]").IsVisibleAsync());
        await visit.Go(new Uri(empty.Output[empty.Output.IndexOf(
            "http://localhost", empty.Output.IndexOf("Set up", StringComparison.Ordinal), StringComparison.Ordinal)..]
            .Split('\n')[0]
            .Trim()).AbsolutePath);
        foreach (var (name, value) in new[] { ("Company", "Empty Ltd"), ("Name", "Ana"), ("Email", "ana@example.com"), ("Password", "nine blue kettles") })
            await visit.Page.FillAsync($"[name='Form.{name}']", value);
        await visit.Page.ClickAsync("button:has-text('Set up')");
        await visit.Page.WaitForURLAsync(empty.Url + "/");
        Assert.Contains(empty.Url, await visit.Page.InnerTextAsync("[role=tabpanel]:not([hidden])"), StringComparison.Ordinal);
        Assert.Equal(["Connect", "Import a file", "Explore", "Invite a colleague"], await visit.Page.Locator(".door strong").AllInnerTextsAsync());
        await visit.FitsEveryScreen();

        await visit.Page.ClickAsync("button:has-text('Create write key')");
        var key = (await visit.Page.Locator(".snippet pre").First.InnerTextAsync()).Trim();
        Assert.StartsWith("tl_write_", key, StringComparison.Ordinal);
        Assert.Contains(key, await visit.Page.InnerTextAsync("[role=tabpanel]:not([hidden])"), StringComparison.Ordinal);

        for (var tries = 0; tries < 10 && !await visit.Page.Locator("#arrived a").First.IsVisibleAsync(); tries++)
        {
            using var http = new HttpClient();
            using var body = new StringContent($$"""{"writeKey":"{{key}}","userId":"1","event":"First"}""");
            (await http.PostAsync(new Uri(empty.Url + "/v1/track"), body)).EnsureSuccessStatusCode();
            await visit.Page.WaitForTimeoutAsync(1_000);
        }
        await visit.Page.ClickAsync("#arrived a:has-text('View customers')");
        await visit.Page.WaitForURLAsync("**/customers");

        foreach (var path in new[] { "/customers?q=x", "/search", "/data", "/data/set-aside", "/data/projections" })
        {
            await visit.Go(path);
            await visit.IsAccessible();
        }
    }
}
