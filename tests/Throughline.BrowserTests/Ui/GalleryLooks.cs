using Throughline.BrowserTests.Harness;

namespace Throughline.BrowserTests.Ui;

/// <summary>Each page of the gallery at every size, light and dark.</summary>
public sealed class GalleryLooks(BrowserFixture chromium, GallerySite site)
{
    [Theory]
    [InlineData("gallery", "/_gallery")]
    [InlineData("desk", "/_gallery/desk")]
    [InlineData("bare", "/_gallery/bare")]
    [InlineData("public", "/_gallery/public")]
    [InlineData("missing", "/no-such-page")]
    public async Task A_page_is_accessible_clean_and_fits_every_screen(string name, string path)
    {
        await using var visit = await Visit.Open(chromium.Browser, site.Url, Screen.Desktop);
        if (name == "missing") visit.Forgive("404");
        await visit.Go(path);
        foreach (var screen in Screen.All)
        {
            await visit.Turn(screen);
            await visit.Photograph(name);
            await visit.IsAccessible();
            await visit.DoesNotScrollSideways();
        }
    }
}
