using Throughline.BrowserTests.Harness;
using Throughline.BrowserTests.Home;

namespace Throughline.BrowserTests.Settings;

[Collection(typeof(Company))]
public sealed class SignInTests(CompanySite site, BrowserFixture chromium)
{
    [Fact]
    public async Task A_guest_is_led_to_sign_in_and_back_to_where_they_wanted_to_go()
    {
        await using var visit = await Visit.Open(chromium.Browser, site.Url, Screen.Desktop);
        await visit.Go("/customers?known=yes");
        await visit.IsAccessible();
        await visit.Page.FillAsync("input[type=email]", CompanySite.Owner);
        await visit.Page.FillAsync("input[type=password]", CompanySite.Password);
        await visit.Page.ClickAsync("main button");
        await visit.Page.WaitForURLAsync("**/customers?known=yes");

        await visit.Page.ClickAsync(".top details[data-menu] > summary");
        await visit.Page.ClickAsync("button:has-text('Sign out')");
        await visit.Go("/");
        Assert.Contains("/sign-in", visit.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_used_set_up_link_opens_nothing()
    {
        await using var visit = await Visit.Open(chromium.Browser, site.Url, Screen.Phone);
        visit.Forgive("404");
        Assert.Equal(404, (await visit.Go(new Uri(site.SetUpLink).AbsolutePath)).Status);
        await visit.IsAccessible();
    }
}
