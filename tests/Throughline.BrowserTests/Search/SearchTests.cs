using Microsoft.Playwright;
using Throughline.BrowserTests.Harness;
using Throughline.BrowserTests.Home;

namespace Throughline.BrowserTests.Search;

[Collection(typeof(Company))]
public sealed class SearchTests(CompanySite site)
{
    [Fact]
    public async Task The_box_finds_while_typing_and_the_arrows_and_enter_open()
    {
        await using var visit = await site.SignedIn();
        await visit.Go("/data");
        await visit.Page.Keyboard.PressAsync("/");
        await visit.Page.Keyboard.TypeAsync("anna@ex");
        await visit.Page.Locator("#found .found", new() { HasText = "Anna Berg" }).WaitForAsync();
        Assert.Equal("true", await visit.Page.GetAttributeAsync("[data-search]", "aria-expanded"));
        await visit.IsAccessible();
        await visit.Page.Keyboard.PressAsync("ArrowDown");
        Assert.Equal("found-0-0", await visit.Page.GetAttributeAsync("[data-search]", "aria-activedescendant"));
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.WaitForURLAsync($"**/customers/{site.Anna}");
    }

    [Fact]
    public async Task Escape_puts_the_findings_away_and_enter_alone_asks_for_everything()
    {
        await using var visit = await site.SignedIn();
        await visit.Go("/data");
        await visit.Page.Keyboard.PressAsync("/");
        await visit.Page.Keyboard.TypeAsync("customer");
        await visit.Page.Locator("#found .found").First.WaitForAsync();
        await visit.Page.Keyboard.PressAsync("Escape");
        Assert.False(await visit.Page.Locator("#found").IsVisibleAsync());

        await visit.Page.Keyboard.PressAsync("/");
        await visit.Page.Keyboard.TypeAsync("customer1@example.com");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.WaitForURLAsync("**/search?q=customer1%40example.com");
        Assert.Contains("Customer 1", await visit.Page.InnerTextAsync("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Control_and_K_goes_to_pages_and_begins_what_the_person_may_begin()
    {
        await using var visit = await site.SignedIn();
        await visit.Go("/customers/segments/new");
        await visit.Page.Locator("main input[type=text]").First.FocusAsync();
        await visit.Page.Keyboard.PressAsync("Control+k");
        await visit.Page.Locator("#found .found", new() { HasText = "Create segment" }).WaitForAsync();
        await visit.IsAccessible();
        await visit.Page.Keyboard.TypeAsync("impo fi");
        await visit.Page.Locator("#found .found").Nth(1).WaitForAsync();
        await visit.Page.Locator("#found .found-group", new() { HasText = "Go to" }).WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await visit.Page.Keyboard.PressAsync("ArrowDown");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.WaitForURLAsync("**/data/import");
    }

    [Theory]
    [InlineData("/search", "What are you looking for?")]
    [InlineData("/search?q=%22%27%29%28*", "No results")]
    [InlineData("/search?q=nobodyatall", "No results")]
    public async Task What_cannot_be_found_is_answered_with_what_to_try(string path, string title)
    {
        await using var visit = await site.SignedIn();
        await visit.Go(path);
        Assert.Contains(title, await visit.Page.InnerTextAsync("main"), StringComparison.Ordinal);
    }
}
