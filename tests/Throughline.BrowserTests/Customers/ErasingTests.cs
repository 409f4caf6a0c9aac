using Throughline.BrowserTests.Harness;
using Throughline.BrowserTests.Home;

namespace Throughline.BrowserTests.Customers;

[Collection(typeof(Company))]
public sealed class ErasingTests(CompanySite site)
{
    [Fact]
    public async Task A_customer_is_erased_from_the_menu_once_they_are_named()
    {
        await site.Send(new { type = "identify", userId = "leaving", traits = new { name = "Lena Leaving", email = "lena@example.com" } });
        var id = await site.NumberOf("userId:leaving");
        await using var visit = await site.SignedIn();
        await visit.Go($"/customers/{id}");
        await visit.Page.ClickAsync(".page-actions details.menu > summary");
        await visit.IsAccessible();
        var exported = await visit.Page.RunAndWaitForDownloadAsync(() => visit.Page.ClickAsync("text=Export all data"));
        Assert.Equal($"customer-{id}.json", exported.SuggestedFilename);
        await visit.Go($"/customers/{id}/erase");

        visit.Forgive("422");
        await visit.Page.FillAsync("[name='Erasing.Typed']", "Somebody Else");
        await visit.Page.ClickAsync("text=Erase permanently");
        await visit.Page.Locator(".field-error", new() { HasText = "Nothing was erased" }).WaitForAsync();
        await visit.Page.FillAsync("[name='Erasing.Typed']", "lena leaving");
        await visit.Page.ClickAsync("text=Erase permanently");
        await visit.Page.Locator(".notice", new() { HasText = "All data about this customer has been erased" }).WaitForAsync();
        await visit.IsAccessible();
        await visit.Go("/customers?q=lena");
        Assert.Equal(0, await visit.Page.Locator("tbody a.person").CountAsync());
    }

    [Fact]
    public async Task An_event_gets_a_period_and_loses_it_again()
    {
        await using var visit = await site.SignedIn();
        await visit.Go("/settings/retention");
        await visit.Page.FillAsync("[name='Period.Event']", "page:Nowhere");
        await visit.Page.FillAsync("[name='Period.Days']", "400");
        await visit.Page.ClickAsync("main button:has-text('Save')");
        var row = visit.Page.Locator("tbody tr", new() { HasText = "page:Nowhere" });
        Assert.Contains("400 days", await row.InnerTextAsync(), StringComparison.Ordinal);
        await visit.IsAccessible();
        await visit.Photograph("retention-set");
        await row.Locator("button").ClickAsync();
        await visit.Page.Locator(".notice", new() { HasText = "Saved. Nothing will be removed" }).WaitForAsync();
        Assert.Equal(0, await row.CountAsync());
    }

    [Fact]
    public async Task A_limit_that_removes_history_asks_for_the_number_and_can_be_undone()
    {
        await using var visit = await site.SignedIn();
        visit.Forgive("422");
        await visit.Go("/settings/retention");
        await visit.Page.FillAsync("[name='Period.Event']", "*");
        await visit.Page.FillAsync("[name='Period.Days']", "1");
        await visit.Page.ClickAsync("main button:has-text('Save')");
        var dialog = visit.Page.Locator("dialog[open]");
        Assert.Contains("permanently removed", await dialog.InnerTextAsync(), StringComparison.Ordinal);
        await visit.IsAccessible();
        await visit.Photograph("retention-asks");
        await dialog.Locator("[name=confirmed]").FillAsync("0");
        await dialog.Locator("button:has-text('Set limit')").ClickAsync();
        await dialog.Locator(".field-error").WaitForAsync();
        var number = (await dialog.Locator("label").InnerTextAsync()).Split(' ')[1];
        await dialog.Locator("[name=confirmed]").FillAsync(number);
        await dialog.Locator("button:has-text('Set limit')").ClickAsync();
        await visit.Page.Locator(".notice button:has-text('Undo')").ClickAsync();
        await visit.Page.Locator(".notice", new() { HasText = "previous limits apply again" }).WaitForAsync();
        Assert.Equal(0, await visit.Page.Locator("tbody tr").CountAsync());
    }
}
