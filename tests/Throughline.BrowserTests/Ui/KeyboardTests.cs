using Throughline.BrowserTests.Harness;

namespace Throughline.BrowserTests.Ui;

public sealed class KeyboardTests(BrowserFixture chromium, GallerySite site)
{
    [Fact]
    public async Task Slash_goes_to_the_search_and_escape_leaves_it()
    {
        await using var visit = await AtTheGallery();
        await visit.Page.Keyboard.PressAsync("/");
        Assert.Equal("q", await Focused(visit, "name"));
        Assert.Equal("", await visit.Page.InputValueAsync("[data-search]"));

        await visit.Page.Keyboard.PressAsync("Escape");
        Assert.Null(await Focused(visit, "name"));
    }

    [Fact]
    public async Task The_question_mark_shows_the_keys_and_escape_puts_them_away()
    {
        await using var visit = await AtTheGallery();
        await visit.Page.Keyboard.PressAsync("?");
        Assert.True(await visit.Page.Locator("dialog#help").IsVisibleAsync());
        Assert.Contains("Customers", await visit.Page.Locator("dialog#help").InnerTextAsync(), StringComparison.Ordinal);
        await visit.Photograph("help");
        await visit.IsAccessible();

        await visit.Page.Keyboard.PressAsync("Escape");
        Assert.False(await visit.Page.Locator("dialog#help").IsVisibleAsync());
    }

    [Theory]
    [InlineData("c", "/arrived/customers")]
    [InlineData("s", "/arrived/service")]
    [InlineData("d", "/arrived/data")]
    public async Task G_and_a_letter_go_to_a_room(string letter, string path)
    {
        await using var visit = await AtTheGallery();
        // The letter must follow within three seconds, and a browser with many pages at once can take longer to type: then a person types again.
        for (var tries = 0; tries < 5 && !visit.Page.Url.EndsWith(path, StringComparison.Ordinal); tries++)
        {
            await visit.Page.Keyboard.TypeAsync("g" + letter);
            await visit.Page.WaitForTimeoutAsync(1_000);
        }
        Assert.EndsWith(path, visit.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_belong_to_the_text_while_somebody_writes()
    {
        await using var visit = await AtTheGallery();
        await visit.Page.FocusAsync("#field-goal");
        await visit.Page.Keyboard.TypeAsync("gc /?jk");
        Assert.Equal("gc /?jk", await visit.Page.InputValueAsync("#field-goal"));
        Assert.False(await visit.Page.Locator("dialog#help").IsVisibleAsync());
        Assert.EndsWith("/_gallery", visit.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task J_and_k_walk_a_list_and_enter_opens()
    {
        await using var visit = await AtTheGallery();
        await visit.Page.Keyboard.PressAsync("j");
        Assert.Equal("#phone", await Focused(visit, "href"));
        await visit.Page.Keyboard.PressAsync("j");
        await visit.Page.Keyboard.PressAsync("j");
        Assert.Equal("#email", await Focused(visit, "href"));
        await visit.Page.Keyboard.PressAsync("k");
        Assert.Equal("#chat", await Focused(visit, "href"));

        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.WaitForURLAsync("**#chat");
    }

    [Fact]
    public async Task The_end_of_a_list_holds()
    {
        await using var visit = await AtTheGallery();
        for (var press = 0; press < 7; press++) await visit.Page.Keyboard.PressAsync("j");
        Assert.Equal("#web", await Focused(visit, "href"));
        for (var press = 0; press < 7; press++) await visit.Page.Keyboard.PressAsync("k");
        Assert.Equal("#phone", await Focused(visit, "href"));
    }

    [Fact]
    public async Task The_arrows_change_the_language_of_a_snippet()
    {
        await using var visit = await AtTheGallery();
        var panels = visit.Page.Locator("[role=tabpanel]");
        await visit.Page.Locator("[role=tab]").First.FocusAsync();
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        Assert.False(await panels.Nth(0).IsVisibleAsync());
        Assert.True(await panels.Nth(1).IsVisibleAsync());
        await visit.Page.Keyboard.PressAsync("ArrowLeft");
        Assert.True(await panels.Nth(0).IsVisibleAsync());
    }

    private static Task<string?> Focused(Visit visit, string attribute) =>
        visit.Page.EvaluateAsync<string?>("name => document.activeElement.getAttribute(name)", attribute);

    private async Task<Visit> AtTheGallery()
    {
        var visit = await Visit.Open(chromium.Browser, site.Url, Screen.Desktop);
        await visit.Go("/_gallery");
        return visit;
    }
}
