using Microsoft.Playwright;
using Throughline.BrowserTests.Harness;
using Throughline.BrowserTests.Home;

namespace Throughline.BrowserTests.Journeys;

/// <summary>Another person of the company, in a browser of their own.</summary>
internal static class Colleague
{
    public const string Password = "a swim in the lake";

    /// <summary>Invites a colleague by an owner's hand, who joins by the link and is signed in.</summary>
    public static async Task<Visit> SignIn(CompanySite site, BrowserFixture chromium, Visit owner, string name, string role)
    {
        var settings = await owner.NewTab();
        var link = await Invite(settings, $"{name.Replace(' ', '.').ToLowerInvariant()}@example.com", name, role);
        await settings.CloseAsync();
        var visit = await Visit.Open(chromium.Browser, site.Url, Screen.Desktop);
        await Join(visit.Page, link);
        await visit.Page.WaitForURLAsync(site.Url + "/");
        return visit;
    }

    /// <summary>The link that is shown, this once.</summary>
    public static async Task<string> Invite(IPage owner, string email, string name, string role)
    {
        await owner.GotoAsync("/settings/users/invite");
        await owner.FillAsync("[name='New.Email']", email);
        await owner.FillAsync("[name='New.Name']", name);
        await owner.SelectOptionAsync("[name='New.Role']", role);
        await owner.ClickAsync("main button:has-text('Invite')");
        return (await owner.InnerTextAsync(".notice pre")).Trim();
    }

    public static async Task Join(IPage stranger, string link)
    {
        await stranger.GotoAsync(link);
        await stranger.FillAsync("input[type=password]", Password);
        await stranger.ClickAsync("button:text-is('Join')");
    }
}
