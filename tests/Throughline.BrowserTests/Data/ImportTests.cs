using System.Text;
using Throughline.BrowserTests.Harness;
using Throughline.BrowserTests.Home;

namespace Throughline.BrowserTests.Data;

[Collection(typeof(Company))]
public sealed class ImportTests(CompanySite site)
{
    private const string Orders =
        "Invoice;Client;When;Amount;Article\n501;import-anna;13/12/2025 10:00;12,50;Rope\n501;import-anna;13/12/2025 10:00;3,00;Pegs\n"
            + "502;;14/12/2025 11:00;7,00;Lamp\n";

    [Fact]
    public async Task A_file_is_looked_at_tried_and_imported_at_every_size()
    {
        await using var visit = await site.SignedIn();
        await visit.Go("/data");
        await visit.Page.ClickAsync("a:has-text('Import a file')");
        await visit.Page.SetInputFilesAsync("#import-file",
            new Microsoft.Playwright.FilePayload { Name = "orders.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(Orders) });
        await visit.Page.WaitForURLAsync("**/data/import/*-*");
        await visit.Page.ClickAsync(".import-choices a:has-text('Purchases')");
        await visit.Page.SelectOptionAsync("[name='map.order']", "Invoice");
        await visit.Page.SelectOptionAsync("[name='map.customer']", "Client");
        await visit.Page.SelectOptionAsync("[name='map.at']", "When");
        await visit.Page.SelectOptionAsync("[name='map.price']", "Amount");
        await visit.Page.FillAsync("[name='set.currency']", "EUR");
        await Looks(visit, "import-file");

        await visit.Page.ClickAsync("button:has-text('Preview')");
        await visit.Page.Locator("h2", new() { HasText = "Preview: nothing is stored yet" }).WaitForAsync();
        Assert.Contains("No customer", await visit.Page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Contains("day first, such as 13/12/2025 10:00", await visit.Page.InnerTextAsync("main"), StringComparison.Ordinal);
        await Looks(visit, "import-tried");

        await visit.Page.ClickAsync("button:has-text('Import')");
        await visit.Page.Locator("h2", new() { HasText = "Imported" }).WaitForAsync();
        await visit.Page.ClickAsync("a:has-text('No customer')");
        await visit.Page.Locator(".aside", new() { HasText = "no customer: line 4 has no customer" }).WaitForAsync();
        Assert.NotEmpty(await site.NumberOf("userId:import-anna"));
        await visit.Go("/data/import");
        await visit.Page.Locator("tr", new() { HasText = "orders.csv" }).Locator("text=imported").First.WaitForAsync();
        await Looks(visit, "imports");
    }

    [Fact]
    public async Task A_file_that_is_no_table_is_refused_with_a_sentence()
    {
        await using var visit = await site.SignedIn();
        visit.Forgive("422");
        await visit.Go("/data/import");
        await visit.Page.SetInputFilesAsync("#import-file", new Microsoft.Playwright.FilePayload { Name = "empty.csv", MimeType = "text/csv", Buffer = [] });
        await visit.Page.Locator("[data-upload-error]", new() { HasText = "The file is empty" }).WaitForAsync();
        await visit.Page.SetInputFilesAsync("#import-file",
            new Microsoft.Playwright.FilePayload { Name = "people.csv", MimeType = "text/csv", Buffer = "name,city\nAnna,Oslo\n"u8.ToArray() });
        await visit.Page.WaitForURLAsync("**/data/import/*-*");
        await visit.Page.FocusAsync("button:has-text('Preview')");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.Locator(".notice", new() { HasText = "The customer is missing" }).WaitForAsync();
        await visit.IsAccessible();
    }

    private static async Task Looks(Visit visit, string name)
    {
        foreach (var screen in Screen.All)
        {
            await visit.Turn(screen);
            await visit.IsAccessible();
            await visit.DoesNotScrollSideways();
            await visit.Photograph(name, wholePage: true);
        }
        await visit.Turn(Screen.Desktop);
    }
}
