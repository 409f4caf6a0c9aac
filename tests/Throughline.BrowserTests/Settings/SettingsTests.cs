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
        await visit.Page.ClickAsync("[aria-label='Change what the role Analyst may do']");
        await visit.Page.CheckAsync("[value='audit.read']");
        await visit.Page.ClickAsync("button:text-is('Save')");
        await visit.Page.Locator(".toast-line", new() { HasText = "is changed" }).WaitForAsync();
        Assert.True(await visit.Page.IsCheckedAsync("[value='audit.read']"));
        await visit.IsAccessible();

        await visit.Go("/settings/audit?action=role.changed");
        Assert.Contains("added: audit.read", await visit.Page.InnerTextAsync("tbody tr"), StringComparison.Ordinal);

        await visit.Go("/settings/roles/analyst");
        await visit.Page.ClickAsync("main a:text-is('Reset this role')");
        await visit.Page.ClickAsync("dialog button:text-is('Reset this role')");
        await visit.Page.Locator(".toast-line", new() { HasText = "is changed" }).WaitForAsync();
        Assert.False(await visit.Page.IsCheckedAsync("[value='audit.read']"));
    }
}
