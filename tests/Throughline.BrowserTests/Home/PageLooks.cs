using Throughline.BrowserTests.Harness;
using Throughline.Platform.Rooms;

namespace Throughline.BrowserTests.Home;

/// <summary>Each page at every size, light and dark: accessible, no wider than the screen, nothing complained of.</summary>
[Collection(typeof(CompanyLookedAt))]
public sealed class PageLooks(CompanySite site)
{
    /// <summary>As the rooms list them.</summary>
    public static TheoryData<string, string> Pages =>
        [.. House.Rooms.SelectMany(room => room.PagesToLookAt).Select(page => (page.Name, page.Path))];

    [Theory, MemberData(nameof(Pages))]
    public async Task A_page_is_accessible_clean_and_fits_every_screen(string name, string path)
    {
        await using var visit = await site.SignedIn();
        await visit.Go(path.Replace("{anna}", site.Anna, StringComparison.Ordinal));
        // Somebody whose session has ended is shown how to sign in, which looks well on every screen.
        Assert.DoesNotContain("/sign-in", visit.Page.Url, StringComparison.Ordinal);
        await visit.FitsEveryScreen();
        await visit.Photograph(name);
    }
}
