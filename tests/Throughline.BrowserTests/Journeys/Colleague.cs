using Throughline.BrowserTests.Harness;
using Throughline.BrowserTests.Home;

namespace Throughline.BrowserTests.Journeys;

/// <summary>Another person of the company, in a browser of their own.</summary>
internal static class Colleague
{
    /// <summary>Adds a colleague by an owner's hand and signs them in.</summary>
    public static async Task<Visit> SignIn(CompanySite site, BrowserFixture chromium, Visit owner, string name, string role)
    {
        var email = $"{name.Replace(' ', '.').ToLowerInvariant()}@example.com";
        var settings = await owner.NewTab();
        await settings.GotoAsync("/settings/users");
        await settings.FillAsync("[name='New.Email']", email);
        await settings.FillAsync("[name='New.Name']", name);
        await settings.SelectOptionAsync("[name='New.Role']", role);
        await settings.ClickAsync("button:has-text('Add')");
        var password = (await settings.InnerTextAsync(".notice pre")).Trim();
        await settings.CloseAsync();
        var visit = await Visit.Open(chromium.Browser, site.Url, Screen.Desktop);
        await visit.Go("/sign-in");
        await visit.Page.FillAsync("input[type=email]", email);
        await visit.Page.FillAsync("input[type=password]", password);
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.WaitForURLAsync(site.Url + "/");
        return visit;
    }
}
