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
        var exported = await visit.Page.RunAndWaitForDownloadAsync(() => visit.Page.ClickAsync("text=Export everything"));
        Assert.Equal($"customer-{id}.json", exported.SuggestedFilename);
        await visit.Go($"/customers/{id}/erase");

        visit.Forgive("422");
        await visit.Page.FillAsync("[name='Erasing.Typed']", "Somebody Else");
        await visit.Page.ClickAsync("text=Erase for good");
        await visit.Page.Locator(".field-error", new() { HasText = "Nothing was erased" }).WaitForAsync();
        await visit.Page.FillAsync("[name='Erasing.Typed']", "lena leaving");
        await visit.Page.ClickAsync("text=Erase for good");
        await visit.Page.Locator(".notice", new() { HasText = "Nothing of them is held any more" }).WaitForAsync();
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
        await visit.Page.ClickAsync("button:has-text('Limit')");
        var row = visit.Page.Locator("tbody tr", new() { HasText = "page:Nowhere" });
        Assert.Contains("400 days", await row.InnerTextAsync(), StringComparison.Ordinal);
        await visit.IsAccessible();
        await visit.Photograph("retention-set");
        await row.Locator("button").ClickAsync();
        await visit.Page.Locator(".notice", new() { HasText = "Kept for ever" }).WaitForAsync();
        Assert.Equal(0, await row.CountAsync());
    }
}
