using Throughline.BrowserTests.Harness;
using Throughline.BrowserTests.Home;

namespace Throughline.BrowserTests.Customers;

[Collection(typeof(Company))]
public sealed class JoiningTests(CompanySite site)
{
    [Fact]
    public async Task Two_customers_are_found_compared_joined_and_taken_apart_again()
    {
        await site.Send(Identify("join-a", "Ada Join"), Identify("join-b", "Ada B. Join"));
        var (ada, other) = (await site.NumberOf("userId:join-a"), await site.NumberOf("userId:join-b"));
        await using var visit = await site.SignedIn();
        await visit.Go($"/customers/{ada}");
        await visit.Page.ClickAsync(".page-more > summary");
        await visit.Page.ClickAsync("a:has-text('Merge with')");
        await visit.Page.FillAsync("main [type=search]", "ada b");
        await visit.Page.ClickAsync("main button:has-text('Search')");
        await visit.Page.Locator("main a:has-text('Compare')").First.ClickAsync();
        await visit.Page.WaitForURLAsync($"**/customers/{ada}/compare/{other}");
        await visit.IsAccessible();
        await visit.Page.ClickAsync("button:has-text('Merge')");
        await visit.Page.WaitForURLAsync($"**/customers/{ada}?said=joined*");
        Assert.Contains("Merged into one customer", await visit.Page.InnerTextAsync(".toast-line"), StringComparison.Ordinal);

        await visit.Page.ClickAsync("button:has-text('Undo')");
        await visit.Page.WaitForURLAsync($"**/customers/{ada}/identities?said=undone");
        Assert.Contains("Undone", await visit.Page.InnerTextAsync(".toast-line"), StringComparison.Ordinal);
        Assert.Equal(other, await site.NumberOf("userId:join-b"));
    }

    [Fact]
    public async Task Chosen_identities_are_split_off_and_the_page_says_why_the_others_stay()
    {
        await site.Send(Identify("split-a", "Ben Split"));
        var ben = await site.NumberOf("userId:split-a");
        await using var visit = await site.SignedIn();
        await visit.Go($"/customers/{ben}/identities");
        Assert.Contains("Identified together with", await visit.Page.InnerTextAsync("main"), StringComparison.Ordinal);
        await visit.Page.CheckAsync("[value='email:split-a@example.com']");
        await visit.Page.ClickAsync("button:has-text('Split off')");
        await visit.Page.WaitForURLAsync($"**/customers/{ben}?said=split*");
        Assert.NotEqual(ben, await site.NumberOf("email:split-a@example.com"));
        await visit.Go($"/customers/{ben}/identities");
        Assert.Contains("unlinked by", await visit.Page.InnerTextAsync("main"), StringComparison.Ordinal);
        await visit.IsAccessible();
    }

    [Fact]
    public async Task A_suggestion_is_refused_on_the_page_that_shows_both()
    {
        await site.Send(Identify("twin-a", "Twin A", "twins@example.com"));
        await site.NumberOf("userId:twin-a");
        await site.Send(Identify("twin-b", "Twin B", "twins@example.com"));
        await site.NumberOf("userId:twin-b");
        await using var visit = await site.SignedIn();
        await visit.Go("/customers/suggestions");
        await visit.IsAccessible();
        await visit.Page.Locator("tr", new() { HasText = "Twin B" }).Locator("a:has-text('Compare')").ClickAsync();
        await visit.Page.ClickAsync("button:has-text('Keep separate')");
        await visit.Page.WaitForURLAsync("**/customers/suggestions?said=kept-apart*");
        Assert.Equal(0, await visit.Page.Locator("tr", new() { HasText = "Twin B" }).CountAsync());
    }

    private static object Identify(string user, string name, string? email = null) =>
        new { type = "identify", userId = user, traits = new { name, email = email ?? $"{user}@example.com" }, context = new { channel = "server" } };
}
