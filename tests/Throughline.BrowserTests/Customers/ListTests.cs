using System.Text.RegularExpressions;
using Throughline.BrowserTests.Harness;
using Throughline.BrowserTests.Home;

namespace Throughline.BrowserTests.Customers;

[Collection(typeof(Company))]
public sealed class ListTests(CompanySite site, BrowserFixture chromium)
{
    [Fact]
    public async Task A_filter_is_added_stands_as_a_chip_and_goes_by_its_sign()
    {
        await using var visit = await site.SignedIn();
        await visit.Go("/customers");
        var all = await visit.Page.InnerTextAsync(".table-count");
        await visit.Page.ClickAsync(".filter-add > summary");
        await visit.Page.ClickAsync(".filter-one > summary:has-text('Who')");
        await visit.IsAccessible();
        await visit.Page.ClickAsync(".filter-one a:has-text('Anonymous')");
        await visit.Page.WaitForURLAsync("**/customers?known=no");
        Assert.Contains("Anonymous", await visit.Page.InnerTextAsync(".filter-chip"), StringComparison.Ordinal);
        await visit.Page.ClickAsync(".filter-off");
        await visit.Page.WaitForURLAsync("**/customers");
        Assert.Equal(all, await visit.Page.InnerTextAsync(".table-count"));
    }

    [Fact]
    public async Task Columns_and_close_rows_are_chosen_and_this_browser_keeps_them()
    {
        await using var visit = await site.SignedIn();
        await visit.Go("/customers");
        await visit.Page.ClickAsync(".table-display > summary");
        await visit.IsAccessible();
        await visit.Page.UncheckAsync("[name=columns][value=spend]");
        await visit.Page.CheckAsync("[name=columns][value=identities]");
        await visit.Page.CheckAsync("[name=rows][value=compact]");
        await visit.Page.ClickAsync(".table-display button");
        await visit.Page.Locator(".data-table.is-compact").WaitForAsync();
        await visit.Go("/customers?sort=name");
        var heads = await visit.Page.Locator(".data-table thead th").AllInnerTextsAsync();
        Assert.Contains("Identities", heads);
        Assert.DoesNotContain("Spent", heads);
        Assert.Equal("ascending", await visit.Page.Locator("thead th:has-text('Customer')").GetAttributeAsync("aria-sort"));
    }

    [Fact]
    public async Task A_view_is_saved_shared_opened_deleted_and_back_again_by_keyboard_alone()
    {
        await using var visit = await site.SignedIn();
        await visit.Go("/customers?known=yes&sort=name");
        await visit.TabTo(".view-save > summary");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.IsAccessible();
        await visit.TabTo("#view-name-new");
        await visit.Page.Keyboard.TypeAsync("Known by name");
        await visit.TabTo(".view-save [name=shared]");
        await visit.Page.Keyboard.PressAsync("Space");
        await visit.TabTo(".view-save .btn-primary");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.Locator(".view-chip.is-open:has-text('Known by name')").WaitForAsync();
        await visit.Page.Locator(".toast-line:has-text('was saved')").WaitForAsync();
        Assert.Equal(0, await visit.Page.Locator(".view-save").CountAsync()); // There is nothing to save that is not saved.

        await visit.Go("/customers");
        await visit.TabTo("a.view-chip[href*='view=']");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.WaitForURLAsync("**/customers?view=*&known=yes&sort=name");
        await visit.TabTo(".view-edit > summary");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.IsAccessible();
        await visit.TabTo(".view-edit form[action$='/delete'] button");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.Locator(".toast-line:has-text('was deleted')").WaitForAsync();
        Assert.Equal(0, await visit.Page.Locator(".views").CountAsync());
        await visit.TabTo(".toast-line button");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.Locator(".view-chip.is-open:has-text('Known by name')").WaitForAsync();
    }

    [Fact]
    public async Task Ticked_customers_become_a_file_and_a_segment()
    {
        await using var visit = await site.SignedIn();
        await visit.Go("/customers?known=yes");
        await visit.Page.Locator("[name=selected]").Nth(0).CheckAsync();
        await visit.Page.Locator("[name=selected]").Nth(1).CheckAsync();
        Assert.Contains("2 selected", await visit.Page.InnerTextAsync(".bulk-count"), StringComparison.Ordinal);
        var file = await visit.Page.RunAndWaitForDownloadAsync(() => visit.Page.ClickAsync(".bulk-bar button:has-text('Export CSV')"));
        Assert.Equal(3, (await File.ReadAllTextAsync((await file.PathAsync())!)).Trim().Split('\n').Length);
        await visit.Page.FillAsync(".bulk-name", "The two");
        await visit.Page.ClickAsync(".bulk-bar button:has-text('Create segment')");
        await visit.Page.WaitForURLAsync("**/customers/segments/the-two?said=saved");
        Assert.Contains("2 customers now", Regex.Replace(await visit.Page.InnerTextAsync(".segment-count"), @"\s+", " "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_script_a_call_is_logged_for_whoever_is_chosen_from_the_filtered_list()
    {
        await using var visit = await site.SignedIn();
        await using var context = await chromium.Browser.NewContextAsync(new()
        {
            JavaScriptEnabled = false, BaseURL = site.Url, StorageState = await visit.Context.StorageStateAsync(),
        });
        var page = await context.NewPageAsync();
        await page.GotoAsync("/customers?for=log");
        Assert.Contains("Choose the customer of this call or visit", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await page.FillAsync("main [name=q]", "anna be");
        await page.PressAsync("main [name=q]", "Enter");
        await page.ClickAsync("a.person:has-text('Anna Berg')");
        Assert.EndsWith($"/customers/{site.Anna}/log", page.Url, StringComparison.Ordinal);
    }
}
