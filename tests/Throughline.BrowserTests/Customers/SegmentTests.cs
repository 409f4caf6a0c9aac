using Throughline.BrowserTests.Harness;
using Throughline.BrowserTests.Home;

namespace Throughline.BrowserTests.Customers;

[Collection(typeof(Company))]
public sealed class SegmentTests(CompanySite site)
{
    [Fact]
    public async Task A_segment_is_written_with_a_live_count_saved_used_as_a_filter_and_deleted()
    {
        await using var visit = await site.SignedIn();
        visit.Forgive("422");
        await visit.Go("/customers/segments/new");
        await visit.Page.FillAsync("[name=name]", "From Göteborg");
        await visit.Page.FillAsync("main [name=key]", "goteborg");
        await visit.Page.FillAsync("#name-1", "city");
        await visit.Page.FillAsync("#value-1", "Göteborg");
        await visit.Page.Locator("#preview", new() { HasText = "Anna Berg" }).WaitForAsync();

        await visit.Page.ClickAsync("button:has-text('Add condition')");
        await visit.Page.SelectOptionAsync("#kind-2", "did");
        await visit.Page.Locator("#name-2[list=events]").WaitForAsync();
        await visit.Page.FillAsync("#name-2", "Never Done");
        await visit.Page.Locator("#preview", new() { HasText = "No customers did" }).WaitForAsync();
        await visit.IsAccessible();
        await visit.Page.FillAsync("#name-2", "Call Ended");
        await visit.Page.FillAsync("[name=times-2]", "0");
        await visit.Page.ClickAsync("button:has-text('Save segment')");
        Assert.Contains("whole number from 1", await visit.Page.InnerTextAsync(".condition .field-error"), StringComparison.Ordinal);
        Assert.Equal("Göteborg", await visit.Page.InputValueAsync("#value-1"));
        await visit.Page.FillAsync("[name=times-2]", "60");
        await visit.Page.ClickAsync("button:has-text('Save segment')");
        await visit.Page.WaitForURLAsync("**/customers/segments/goteborg?said=saved");
        Assert.Contains("1 customer now", await visit.Page.InnerTextAsync(".segment-count"), StringComparison.Ordinal);

        await visit.Go("/customers?segment=goteborg");
        Assert.Equal(1, await visit.Page.Locator("tbody tr").CountAsync());
        await visit.Go("/customers/segments/goteborg");
        await visit.Page.ClickAsync("a:has-text('Delete segment')");
        await visit.Page.ClickAsync("dialog button:text-is('Delete')");
        await visit.Page.Locator(".toast-line", new() { HasText = "“From Göteborg” was deleted" }).WaitForAsync();
    }
}
