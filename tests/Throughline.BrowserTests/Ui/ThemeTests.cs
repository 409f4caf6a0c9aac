using Microsoft.Playwright;
using Throughline.BrowserTests.Harness;

namespace Throughline.BrowserTests.Ui;

public sealed class ThemeTests(BrowserFixture chromium, GallerySite site)
{
    private const string Ground = "getComputedStyle(document.body).backgroundColor";
    private const string White = "rgb(245, 247, 250)";
    private const string Night = "rgb(16, 21, 30)";

    [Theory]
    [InlineData(ColorScheme.Light, "light", White)]
    [InlineData(ColorScheme.Dark, "dark", Night)]
    public async Task Without_a_choice_the_system_decides(ColorScheme system, string theme, string ground)
    {
        await using var visit = await Visit.Open(chromium.Browser, site.Url, Screen.Desktop with { Look = system });
        await visit.Go("/_gallery");
        Assert.Equal(theme, await visit.Page.Locator("html").GetAttributeAsync("data-bs-theme"));
        Assert.Equal(ground, await visit.Page.EvaluateAsync<string>(Ground));
    }

    [Fact]
    public async Task A_choice_is_kept_and_comes_with_the_page_itself()
    {
        await using var visit = await Visit.Open(chromium.Browser, site.Url, Screen.Desktop);
        await visit.Go("/_gallery");
        await Choose(visit, "dark");
        Assert.Equal(Night, await visit.Page.EvaluateAsync<string>(Ground));
        Assert.Equal("true", await visit.Page.Locator("[data-set-theme=dark]").GetAttributeAsync("aria-pressed"));
        await visit.Photograph("menu");
        await visit.IsAccessible();

        // No flash: the server already says dark, before any script has run.
        var answer = await visit.Go("/_gallery");
        Assert.Contains("data-theme=\"dark\" data-bs-theme=\"dark\"", await answer.TextAsync(), StringComparison.Ordinal);
        Assert.Equal(Night, await visit.Page.EvaluateAsync<string>(Ground));
    }

    [Fact]
    public async Task A_dark_system_is_dark_before_the_first_paint()
    {
        await using var visit = await Visit.Open(chromium.Browser, site.Url, Screen.Desktop.Dark());
        // The script that runs late never arrives here; only what blocks the first paint can have done it.
        await visit.Context.RouteAsync("**/assets/app.js*", route => route.FulfillAsync(new() { Body = "", ContentType = "text/javascript" }));
        await visit.Go("/_gallery");
        Assert.Equal("dark", await visit.Page.Locator("html").GetAttributeAsync("data-bs-theme"));
        Assert.Equal(Night, await visit.Page.EvaluateAsync<string>(Ground));
    }

    [Fact]
    public async Task Going_back_to_the_system_follows_it_again_while_the_page_is_open()
    {
        await using var visit = await Visit.Open(chromium.Browser, site.Url, Screen.Desktop);
        await visit.Go("/_gallery");
        await Choose(visit, "dark");
        await visit.Page.ClickAsync("[data-set-theme=system]");
        Assert.Equal(White, await visit.Page.EvaluateAsync<string>(Ground));
        await visit.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await visit.Page.WaitForFunctionAsync("document.documentElement.dataset.bsTheme === 'dark'");
        Assert.Equal(Night, await visit.Page.EvaluateAsync<string>(Ground));
    }

    private static async Task Choose(Visit visit, string theme)
    {
        await visit.Page.ClickAsync(".top details[data-menu] > summary");
        await visit.Page.ClickAsync($"[data-set-theme={theme}]");
    }
}
