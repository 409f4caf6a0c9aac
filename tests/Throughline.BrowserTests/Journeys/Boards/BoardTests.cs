using Microsoft.Playwright;
using Throughline.BrowserTests.Harness;
using Throughline.BrowserTests.Home;

namespace Throughline.BrowserTests.Journeys.Boards;

/// <summary>A person saves questions and puts them on a board; another arranges the same board.</summary>
[Collection(typeof(CompanyExplored))]
public sealed class BoardTests(CompanySite site, BrowserFixture chromium)
{
    [Fact]
    public async Task A_funnel_is_saved_put_on_a_board_arranged_by_keys_and_opened_from_there()
    {
        await using var visit = await site.SignedIn();
        var page = visit.Page;
        await Save(visit, "/journeys/funnel?step=*&step=Order+Completed&period=all", "From anything to an order");
        await page.GetByText("Saved. Everyone in the company can open it.").WaitForAsync();
        await visit.IsAccessible();
        await page.ClickAsync("#put-on-board > summary");
        await page.FillAsync("[name=name]", "Keys");
        await visit.IsAccessible();
        await page.ClickAsync("button.btn-primary:text-is('Add')");
        await page.WaitForURLAsync("**/journeys/boards/*");
        await page.Locator(".tile-head", new() { HasText = "reached “Placed an order”" }).WaitForAsync();
        var board = page.Url;

        await page.ClickAsync("a:has-text('Arrange')");
        await page.ClickAsync("#arrange-text");
        await page.Locator("[data-arranged] >> nth=1").WaitForAsync();
        var note = page.Locator("[data-arranged] textarea >> nth=1");
        await note.FillAsync("Look here first");
        await note.PressAsync("Alt+ArrowLeft");
        await page.Locator("[data-arranged]:first-child textarea:text('Look here first')").WaitForAsync();
        await page.Locator("[data-arranged] >> nth=1").GetByRole(AriaRole.Button, new() { Name = "3 columns wide" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("[data-arranged].tile-w3").WaitForAsync();
        Assert.EndsWith("-3", await page.EvaluateAsync<string>("document.activeElement.id"), StringComparison.Ordinal);
        await visit.IsAccessible();

        await page.ClickAsync("a:has-text('Done')");
        Assert.Equal(board, page.Url);
        Assert.Contains("Look here first", await page.InnerTextAsync(".tile >> nth=0"), StringComparison.Ordinal);
        await page.Locator(".tile-head", new() { HasText = "reached “Placed an order”" }).WaitForAsync();
        await visit.FitsEveryScreen();
        await visit.Photograph("board");
        await page.ClickAsync(".tile-name a");
        await page.WaitForURLAsync("**/journeys/funnel?*saved=*");
        Assert.Contains("From anything to an order", await page.InnerTextAsync("#save-bar"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_board_is_opened_refreshed_shown_full_and_arranged_with_keys_alone()
    {
        await using var visit = await site.SignedIn();
        var (page, keys) = (visit.Page, visit.Page.Keyboard);
        await Save(visit, "/journeys/trend?event=Order+Completed&period=all&interval=month", "Orders by keys");
        await visit.TabTo("#put-on-board > summary");
        await keys.PressAsync("Enter");
        await visit.TabTo("#put-on-board [name=board]");
        await keys.TypeAsync("a new");
        await visit.TabTo("#put-on-board [name=name]");
        await keys.TypeAsync("Nothing but keys");
        await visit.TabTo("#put-on-board button");
        await keys.PressAsync("Enter");
        await page.WaitForURLAsync("**/journeys/boards/*");
        await page.Locator(".tile-answer [data-chart]").First.WaitForAsync();

        await keys.PressAsync("f");
        await page.Locator("#wall:fullscreen").WaitForAsync();
        await keys.PressAsync("f");
        await page.Locator("#wall:not(:fullscreen)").WaitForAsync();
        await visit.TabTo(".page-more > summary");
        await keys.PressAsync("Enter");
        await visit.TabTo("[data-fullscreen]");
        await keys.PressAsync("Enter");
        await page.Locator("#wall:fullscreen").WaitForAsync();
        await keys.PressAsync("f");
        await visit.TabTo("a[href$='/arrange']");
        await keys.PressAsync("Enter");
        await page.WaitForURLAsync("**/arrange");

        await visit.TabTo("#arrange-text");
        await keys.PressAsync("Enter");
        await page.Locator("[data-arranged] >> nth=1").WaitForAsync();
        await visit.TabTo("[data-arranged]:nth-child(2) [data-move='-1']");
        await keys.PressAsync("Alt+ArrowLeft");
        await page.GetByRole(AriaRole.Status).Filter(new() { HasText = "one place forward" }).First.WaitForAsync();
        Assert.True(await page.EvaluateAsync<bool>("document.activeElement.closest('[data-arranged]:first-child') !== null"));
        await visit.TabTo("[data-arranged]:first-child textarea");
        await keys.TypeAsync("Read me");
        await visit.TabTo("#arrange-notes");
        await keys.PressAsync("Enter");
        await page.GetByRole(AriaRole.Status).Filter(new() { HasText = "the note “Read me”" }).First.WaitForAsync();
        await visit.TabTo("[data-arranged]:nth-child(2) button[aria-label='1 columns wide']");
        await keys.PressAsync("Enter");
        await page.Locator("[data-arranged]:nth-child(2).tile-w1").WaitForAsync();
        await visit.TabTo("a.btn-primary[href*='/journeys/boards/']");
        await keys.PressAsync("Enter");
        await page.WaitForURLAsync(url => !url.EndsWith("/arrange", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_saved_question_that_was_changed_is_saved_again_or_as_another()
    {
        await using var visit = await site.SignedIn();
        var page = visit.Page;
        await Save(visit, "/journeys/trend?event=Order+Completed&period=all", "Orders told");
        await page.SelectOptionAsync("[name=interval]", "month");
        await page.GetByText("changed, not saved").WaitForAsync();
        await page.ClickAsync("button:has-text('Save changes')");
        await page.WaitForURLAsync("**interval=month**said=saved**");
        Assert.Contains("version 2", await page.InnerTextAsync("#save-bar"), StringComparison.Ordinal);

        await page.ClickAsync("a:has-text('Name and owner')");
        await page.FillAsync("[name=name]", "Orders a month");
        await page.ClickAsync(".card button:has-text('Save')");
        await page.WaitForURLAsync("**/journeys/trend?*");
        await visit.Go("/journeys/questions?q=orders+a+month&whose=mine");
        Assert.Equal(1, await page.Locator("[data-item]").CountAsync());
        await page.ClickAsync("[data-item] a:has-text('Edit')");
        await visit.IsAccessible();
        await page.ClickAsync("a:has-text('Delete question')");
        await page.ClickAsync("dialog button:text-is('Delete')");
        await page.Locator(".toast-line", new() { HasText = "was deleted" }).WaitForAsync();
    }

    [Fact]
    public async Task Of_two_who_arrange_one_board_the_second_is_told_and_loses_nothing()
    {
        await using var maria = await site.SignedIn();
        await maria.Go("/journeys/boards");
        await maria.Page.ClickAsync("summary:has-text('New board')");
        await maria.Page.FillAsync("[name=name]", "Shared");
        await maria.Page.ClickAsync("button:text-is('Create')");
        await maria.Page.ClickAsync("#arrange-text");
        await maria.Page.Locator("[data-arranged]").WaitForAsync();
        var address = new Uri(maria.Page.Url).AbsolutePath;

        await using var ann = await Colleague.SignIn(site, chromium, maria, "Ann Lee", "cx-manager");
        await ann.Go(address);
        await ann.Page.ClickAsync("#arrange-text");
        await ann.Page.Locator("[data-arranged] >> nth=1").WaitForAsync();

        await maria.Page.FillAsync("[data-arranged] textarea", "Written by Maria");
        await maria.Page.ClickAsync("[data-arranged] button[aria-label='2 columns wide']");
        var notice = maria.Page.Locator("#overtaken");
        await notice.WaitForAsync();
        Assert.Contains("Ann Lee edited this board", await notice.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("Written by Maria", await notice.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(2, await maria.Page.Locator("[data-arranged]").CountAsync());
        await maria.IsAccessible();

        await notice.GetByRole(AriaRole.Button, new() { Name = "Apply anyway" }).ClickAsync();
        await maria.Page.Locator("[data-arranged].tile-w2").WaitForAsync();
        Assert.Equal(0, await notice.CountAsync());
        await ann.Go(address.Replace("/arrange", "", StringComparison.Ordinal));
        Assert.Contains("Written by Maria", await ann.Page.InnerTextAsync("#tiles"), StringComparison.Ordinal);
        Assert.Equal(2, await ann.Page.Locator(".tile").CountAsync());
    }

    [Fact]
    public async Task A_colleagues_board_is_copied_and_the_copy_arranged()
    {
        await using var maria = await site.SignedIn();
        await Save(maria, "/journeys/stages?period=all", "Where they stand");
        await maria.Page.ClickAsync("#put-on-board > summary");
        await maria.Page.FillAsync("[name=name]", "Maria’s own");
        await maria.Page.ClickAsync("button.btn-primary:text-is('Add')");
        await maria.Page.WaitForURLAsync("**/journeys/boards/*");
        var address = new Uri(maria.Page.Url).AbsolutePath;

        await using var ben = await Colleague.SignIn(site, chromium, maria, "Ben Ode", "analyst");
        await ben.Go(address);
        Assert.Equal(0, await ben.Page.Locator("a:has-text('Arrange')").CountAsync());
        await ben.Go(address + "/arrange");
        await ben.Page.GetByText("Only Maria Keller can edit this").WaitForAsync();
        await ben.IsAccessible();
        await ben.Page.ClickAsync("button:has-text('Make a copy')");
        await ben.Page.GetByRole(AriaRole.Heading, new() { Name = "Arrange “Copy of Maria’s own”" }).WaitForAsync();
        await ben.Page.ClickAsync("[data-arranged] button[aria-label='3 columns wide']");
        await ben.Page.Locator("[data-arranged].tile-w3").WaitForAsync();

        await ben.Go("/journeys/questions?q=where+they+stand");
        Assert.Equal(0, await ben.Page.Locator("[data-item] a:has-text('Edit')").CountAsync());
        await ben.Page.ClickAsync("[data-item] a:has-text('Where they stand')");
        await ben.Page.ClickAsync("summary:has-text('Make a copy')");
        await ben.Page.FillAsync("#save-name", "Where they stand, Ben");
        await ben.Page.ClickAsync("button:has-text('Save question')");
        await ben.Page.WaitForURLAsync("**said=saved**");
        await ben.Page.Locator("a:has-text('Name and owner')").WaitForAsync();
    }

    [Fact]
    public async Task A_link_to_a_deleted_question_says_so_and_leads_on()
    {
        await using var visit = await site.SignedIn();
        var page = visit.Page;
        visit.Forgive("410");
        await Save(visit, "/journeys/funnel?step=*&step=Order+Completed&period=all", "Soon gone");
        var (full, id) = (page.Url, System.Web.HttpUtility.ParseQueryString(new Uri(page.Url).Query)["saved"]);
        await page.ClickAsync("a:has-text('Name and owner')");
        await page.ClickAsync("a:has-text('Delete question')");
        await page.ClickAsync("dialog button:text-is('Delete')");
        await page.Locator(".toast-line", new() { HasText = "was deleted" }).WaitForAsync();

        await visit.Go(full);
        await page.GetByText("was deleted. Its conditions are still here").WaitForAsync();
        await visit.Go($"/journeys/questions/{id}");
        await page.GetByRole(AriaRole.Heading, new() { Name = "This question was deleted" }).WaitForAsync();
        await visit.IsAccessible();
        await page.ClickAsync("main a:has-text('Ask a question')");
        await page.WaitForURLAsync("**/journeys/funnel");
    }

    private static async Task Save(Visit visit, string question, string name)
    {
        await visit.Go(question);
        await visit.Page.ClickAsync("#save-as > summary");
        await visit.Page.FillAsync("#save-name", name);
        await visit.Page.ClickAsync("button:has-text('Save question')");
        await visit.Page.WaitForURLAsync("**said=saved**");
    }
}
