using Throughline.BrowserTests.Harness;
using Throughline.BrowserTests.Home;
using Throughline.BrowserTests.Journeys;

namespace Throughline.BrowserTests.Settings;

[Collection(typeof(Company))]
public sealed class PasskeyTests(CompanySite site, BrowserFixture chromium)
{
    private const string Email = "petra@example.com";

    [Fact]
    public async Task Petra_adds_a_passkey_signs_in_with_it_and_removes_it()
    {
        var password = await AddColleague();
        await using var visit = await Visit.Open(chromium.Browser, site.Url, Screen.Desktop);
        await GiveAuthenticator(visit);
        await visit.Go("/sign-in");
        await visit.Page.FillAsync("input[type=email]", Email);
        await visit.Page.FillAsync("input[type=password]", password);
        await visit.Page.ClickAsync("button:text-is('Sign in')");
        await visit.Page.WaitForURLAsync(site.Url + "/");

        await AddPasskey(visit, password);
        await SignOut(visit);
        await visit.IsAccessible();
        await visit.Page.ClickAsync("button:has-text('Sign in with a passkey')");
        await visit.Page.WaitForURLAsync(site.Url + "/");

        await Remove(visit);
        await SignOut(visit);
        visit.Forgive("422");
        await visit.Page.ClickAsync("button:has-text('Sign in with a passkey')");
        await visit.Page.GetByText("This passkey is not accepted here.").WaitForAsync();
        await visit.Go("/");
        Assert.Contains("/sign-in", visit.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_adds_no_passkey()
    {
        await using var visit = await site.SignedIn(Screen.Phone);
        await GiveAuthenticator(visit);
        visit.Forgive("422");
        await visit.Go("/account");
        await visit.Page.FillAsync("[name='NewPasskey.Name']", "My phone");
        await visit.Page.FillAsync("[name='NewPasskey.Password']", "not her password");
        await visit.Page.ClickAsync("button:has-text('Add passkey')");

        await visit.Page.GetByText("This is not your current password.").WaitForAsync();
        await visit.IsAccessible();
        await visit.Go("/account");
        Assert.Equal(0, await visit.Page.Locator(".passkeys").CountAsync());
    }

    private static async Task AddPasskey(Visit visit, string password)
    {
        await visit.Go("/account");
        await visit.Page.FillAsync("[name='NewPasskey.Name']", "My laptop");
        await visit.Page.FillAsync("[name='NewPasskey.Password']", password);
        await visit.Page.ClickAsync("button:has-text('Add passkey')");
        await visit.Page.WaitForURLAsync("**/account?saved=passkey");
        Assert.Contains("My laptop", await visit.Page.InnerTextAsync(".passkeys"), StringComparison.Ordinal);
        await visit.FitsEveryScreen();
        await visit.Photograph("passkeys", wholePage: true);
    }

    private static async Task Remove(Visit visit)
    {
        await visit.Go("/account");
        Assert.DoesNotContain("not used yet", await visit.Page.InnerTextAsync(".passkeys"), StringComparison.Ordinal);
        await visit.Page.ClickAsync(".passkeys [data-opens]");
        await visit.Page.ClickAsync("button:has-text('Remove passkey')");
        await visit.Page.WaitForURLAsync("**/account?saved=passkey-removed");
        Assert.Equal(0, await visit.Page.Locator(".passkeys").CountAsync());
    }

    private static async Task SignOut(Visit visit)
    {
        await visit.Page.ClickAsync(".top details[data-menu] > summary");
        await visit.Page.ClickAsync("button:has-text('Sign out')");
        await visit.Page.WaitForURLAsync("**/sign-in");
    }

    /// <summary>A device with a fingerprint reader that always knows its owner.</summary>
    private static async Task GiveAuthenticator(Visit visit)
    {
        var session = await visit.Context.NewCDPSessionAsync(visit.Page);
        await session.SendAsync("WebAuthn.enable");
        await session.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new
            { protocol = "ctap2", transport = "internal", hasResidentKey = true, hasUserVerification = true, isUserVerified = true,
                automaticPresenceSimulation = true
            },
        });
    }

    private async Task<string> AddColleague()
    {
        await using var visit = await site.SignedIn();
        var link = await Colleague.Invite(visit.Page, Email, "Petra Lind", "agent");
        await using var petra = await Visit.Open(chromium.Browser, site.Url, Screen.Desktop);
        await petra.Go(new Uri(link).AbsolutePath);
        await petra.IsAccessible();
        await Colleague.Join(petra.Page, link);
        await petra.Page.WaitForURLAsync(site.Url + "/");
        return Colleague.Password;
    }
}
