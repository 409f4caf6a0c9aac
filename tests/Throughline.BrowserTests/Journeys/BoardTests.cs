using Microsoft.Playwright;
using Throughline.BrowserTests.Harness;
using Throughline.BrowserTests.Home;

namespace Throughline.BrowserTests.Journeys;

/// <summary>A person saves questions and puts them on a board; another arranges the same board.</summary>
[Collection(typeof(Company))]
public sealed class BoardTests(CompanySite site, BrowserFixture chromium)
{
    [Fact]
    public async Task A_funnel_is_saved_put_on_a_board_arranged_by_keys_and_opened_from_there()
    {
        await using var visit = await site.SignedIn();
        var page = visit.Page;
        await Save(visit, "/journeys/funnel?step=*&step=Order+Completed&period=all", "From anything to an order");
        await page.GetByText("Saved. Everybody in the company can open it.").WaitForAsync();
        await visit.IsAccessible();
        await page.ClickAsync("#put-on-board > summary");
        await page.FillAsync("[name=name]", "Keys");
        await visit.IsAccessible();
        await page.ClickAsync("button:has-text('Put it there')");
        await page.WaitForURLAsync("**/journeys/boards/*");
        await page.Locator(".tile-head", new() { HasText = "came through to “Order Completed”" }).WaitForAsync();
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
        await page.Locator(".tile-head", new() { HasText = "came through to “Order Completed”" }).WaitForAsync();
        foreach (var screen in Screen.All)
        {
            await visit.Turn(screen);
            await visit.IsAccessible();
            await visit.DoesNotScrollSideways();
        }
        await visit.Photograph("board");
        await visit.Turn(Screen.Desktop);
        await page.ClickAsync(".tile-name a");
        await page.WaitForURLAsync("**/journeys/funnel?*saved=*");
        Assert.Contains("From anything to an order", await page.InnerTextAsync("#save-bar"), StringComparison.Ordinal);
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
        await page.ClickAsync("[data-item] a:has-text('Change')");
        await visit.IsAccessible();
        await page.ClickAsync("summary:has-text('Delete this question')");
        await page.ClickAsync("button:has-text('Delete “Orders a month”')");
        await page.WaitForURLAsync("**said=deleted");
    }

    [Fact]
    public async Task Of_two_who_arrange_one_board_the_second_is_told_and_loses_nothing()
    {
        await using var maria = await site.SignedIn();
        await maria.Go("/journeys/boards");
        await maria.Page.ClickAsync("summary:has-text('New board')");
        await maria.Page.FillAsync("[name=name]", "Shared");
        await maria.Page.ClickAsync("button:has-text('Make it')");
        await maria.Page.ClickAsync("#arrange-text");
        await maria.Page.Locator("[data-arranged]").WaitForAsync();
        var address = new Uri(maria.Page.Url).AbsolutePath;

        await using var ann = await SignedInAs(maria, "Ann Lee", "ann.lee@example.com");
        await ann.Go(address);
        await ann.Page.ClickAsync("#arrange-text");
        await ann.Page.Locator("[data-arranged] >> nth=1").WaitForAsync();

        await maria.Page.FillAsync("[data-arranged] textarea", "Written by Maria");
        await maria.Page.ClickAsync("[data-arranged] button[aria-label='2 columns wide']");
        var notice = maria.Page.Locator("#overtaken");
        await notice.WaitForAsync();
        Assert.Contains("Ann Lee has changed this board", await notice.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("Written by Maria", await notice.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(2, await maria.Page.Locator("[data-arranged]").CountAsync());
        await maria.IsAccessible();

        await notice.GetByRole(AriaRole.Button, new() { Name = "Do it all the same" }).ClickAsync();
        await maria.Page.Locator("[data-arranged].tile-w2").WaitForAsync();
        Assert.Equal(0, await notice.CountAsync());
        await ann.Go(address.Replace("/arrange", "", StringComparison.Ordinal));
        Assert.Contains("Written by Maria", await ann.Page.InnerTextAsync("#tiles"), StringComparison.Ordinal);
        Assert.Equal(2, await ann.Page.Locator(".tile").CountAsync());
    }

    private static async Task Save(Visit visit, string question, string name)
    {
        await visit.Go(question);
        await visit.Page.ClickAsync("#save-as > summary");
        await visit.Page.FillAsync("#save-name", name);
        await visit.Page.ClickAsync("button:has-text('Save the question')");
        await visit.Page.WaitForURLAsync("**said=saved**");
    }

    private async Task<Visit> SignedInAs(Visit owner, string name, string email)
    {
        var settings = await owner.NewTab();
        await settings.GotoAsync("/settings/users");
        await settings.FillAsync("[name='New.Email']", email);
        await settings.FillAsync("[name='New.Name']", name);
        await settings.SelectOptionAsync("[name='New.Role']", "analyst");
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
