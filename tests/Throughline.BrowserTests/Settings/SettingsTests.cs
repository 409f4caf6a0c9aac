using Microsoft.Playwright;
using Throughline.BrowserTests.Harness;
using Throughline.BrowserTests.Home;

namespace Throughline.BrowserTests.Settings;

[Collection(typeof(Company))]
public sealed class SettingsTests(CompanySite site)
{
    [Fact]
    public async Task A_right_is_given_to_a_role_found_in_the_audit_log_and_taken_back()
    {
        await using var visit = await site.SignedIn();
        await visit.Go("/settings");
        await visit.Page.ClickAsync(".room-tabs >> text=Roles");
        await visit.Page.ClickAsync("[aria-label='Edit the permissions of the role Analyst']");
        await visit.Page.CheckAsync("[value='audit.read']");
        await visit.Page.ClickAsync("button:text-is('Save')");
        await visit.Page.Locator(".toast-line", new() { HasText = "were saved" }).WaitForAsync();
        Assert.True(await visit.Page.IsCheckedAsync("[value='audit.read']"));
        await visit.IsAccessible();

        await visit.Go("/settings/audit?action=role.changed");
        Assert.Contains("added: audit.read", await visit.Page.InnerTextAsync("tbody tr"), StringComparison.Ordinal);

        await visit.Go("/settings/roles/analyst");
        await visit.Page.ClickAsync("main a:text-is('Reset role')");
        await visit.Page.ClickAsync("dialog button:text-is('Reset role')");
        await visit.Page.Locator(".toast-line", new() { HasText = "were saved" }).WaitForAsync();
        Assert.False(await visit.Page.IsCheckedAsync("[value='audit.read']"));
    }

    [Fact]
    public async Task A_calendar_is_made_given_hours_and_holidays_and_shows_what_comes()
    {
        await using var visit = await site.SignedIn();
        await visit.Go("/settings/calendars/new");
        await visit.Page.FillAsync("[name='Form.Name']", "Weekend shop");
        await visit.Page.CheckAsync("[value='Stores']");
        await visit.Page.FillAsync("[aria-label='Saturday, opens'] >> nth=0", "10:00");
        await visit.Page.FillAsync("[aria-label='Saturday, closes'] >> nth=0", "00:00");
        foreach (var day in (string[])["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"])
        {
            await visit.Page.FillAsync($"[aria-label='{day}, opens'] >> nth=0", "");
            await visit.Page.FillAsync($"[aria-label='{day}, closes'] >> nth=0", "");
        }
        await visit.Page.FillAsync("[aria-label='Holiday 1']", "2031-12-25");
        await visit.Page.FillAsync("[aria-label='Name of holiday 1']", "Christmas Day");
        await visit.Page.ClickAsync("main button:text-is('Save')");
        await visit.Page.GetByText("Sat 10:00–24:00").First.WaitForAsync();
        Assert.Equal("Christmas Day", await visit.Page.InputValueAsync("[aria-label='Name of holiday 1']"));
        Assert.Equal(10, await visit.Page.Locator(".next-days li").CountAsync());
        await visit.IsAccessible();
        await visit.Page.ClickAsync("main a:text-is('Delete')");
        await visit.Page.ClickAsync("dialog button:text-is('Delete')");
        await visit.Page.Locator(".toast-line", new() { HasText = "“Weekend shop” was deleted" }).WaitForAsync();
    }

    [Fact]
    public async Task The_menu_of_a_colleague_is_reached_by_keyboard_and_closing_an_account_asks_first()
    {
        await using var visit = await site.SignedIn();
        await visit.Go("/settings/users");
        await visit.Page.FocusAsync(".row-menu > summary");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.IsAccessible();
        await visit.Page.ClickAsync(".row-menu >> text=Close account");
        await visit.Page.Locator("dialog[open]", new() { HasText = "can no longer sign in, and all their sessions end" }).WaitForAsync();
        await visit.IsAccessible();
        await visit.Page.ClickAsync("dialog[open] a:text-is('Cancel')");
        await visit.Page.Locator("dialog[open]").WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }
}
