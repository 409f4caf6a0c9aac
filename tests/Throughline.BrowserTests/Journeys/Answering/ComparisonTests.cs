using Throughline.BrowserTests.Harness;
using Throughline.BrowserTests.Home;

namespace Throughline.BrowserTests.Journeys.Answering;

/// <summary>Answers beside the period before, as a person sees them at every size.</summary>
[Collection(typeof(CompanyExplored))]
public sealed class ComparisonTests(CompanySite site)
{
    private static int told;

    [Theory]
    [InlineData(
        "compare-switches", "/journeys/switches?filter=event&op=in&value=Checkout+Step+Viewed,Chat+Answered&compare=before", "75%", "30 of 40", "+50.0 pts")]
    [InlineData("compare-paths", "/journeys/paths?startAt=Checkout+Step+Viewed&gap=7d&compare=before", "75%", "30 of 40", "+50.0 pts")]
    [InlineData("compare-next", "/journeys/next?after=Checkout+Step+Viewed&compare=before", "75%", "30 of 40", "+50.0 pts")]
    [InlineData(
        "compare-stages", "/journeys/stages?filter=event&op=in&value=Checkout+Step+Viewed,Product+First+Used&compare=before", "43%", "30 of 70", "+17.9 pts")]
    [InlineData("compare-trend",
        "/journeys/trend?filter=event&op=in&value=Checkout+Step+Viewed,Chat+Answered&measure=customers&by=event&compare=before", "75%",
        "30 of 40", "+50.0 pts")]
    public async Task The_period_before_stands_beside_and_the_page_is_clean_at_every_size(string name, string path, string share, string counts, string by)
    {
        await TellTwoMonths();
        await using var visit = await site.SignedIn();
        var page = visit.Page;
        await visit.Go(path);
        Assert.Equal("before", await page.InputValueAsync("[name=compare]"));
        var cell = page.Locator(".share", new() { HasText = counts }).First;
        Assert.Contains(share, await cell.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("10 of 40", await page.Locator("#answer").InnerTextAsync(), StringComparison.Ordinal);
        await visit.FitsEveryScreen();
        await visit.Photograph(name);

        await page.Locator(".differences > summary").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        Assert.Contains($"{by}, 95% interval", await page.Locator(".differences li").First.InnerTextAsync(), StringComparison.Ordinal);
        await visit.IsAccessible();

        await page.Locator("a.share", new() { HasText = "10 of 40" }).First.ClickAsync();
        Assert.Contains("Previous period", await page.InnerTextAsync("h1"), StringComparison.Ordinal);
        Assert.Equal(10, await page.Locator("[data-item]").CountAsync());
    }

    [Fact]
    public async Task Moves_between_stages_are_a_stream_whose_marks_open_their_people()
    {
        await TellTwoMonths();
        await using var visit = await site.SignedIn();
        var page = visit.Page;
        await visit.Go("/journeys/stages?filter=event&op=in&value=Checkout+Step+Viewed,Product+First+Used");
        var stream = page.Locator("[data-chart] svg path[fill-opacity], [data-chart] svg path").First;
        await stream.WaitForAsync();
        var drawing = (await page.Locator("[data-chart] svg").BoundingBoxAsync())!;
        // Two columns and one stream between: the middle of the drawing lies on it.
        await page.Mouse.ClickAsync(drawing.X + ((drawing.Width - 140) / 2), drawing.Y + (drawing.Height / 2));
        await page.Locator("#mark-menu a", new() { HasText = "open the customers" }).ClickAsync();
        Assert.Contains("Moved from", await page.InnerTextAsync("h1"), StringComparison.Ordinal);
        Assert.Equal(30, await page.Locator("[data-item]").CountAsync());
    }

    // Forty at the checkout in each month; ten of them asked in the chat then and used what they had, thirty now.
    private async Task TellTwoMonths()
    {
        if (Interlocked.Exchange(ref told, 1) == 1) return;
        object At(string who, string name, string channel, int days, int minute) => new
        {
            type = "track", userId = who, @event = name, context = new { channel }, messageId = $"{who}-{name}",
            timestamp = TimeProvider.System.GetUtcNow().AddDays(-days).AddMinutes(minute).ToString("O"),
        };
        foreach (var (month, days, asked) in new[] { ("then", 40, 10), ("now", 10, 30) })
            await site.Send([.. Enumerable.Range(0, 40).SelectMany(i => i < asked
                ? new[]
                {
                    At($"{month}-{i}", "Checkout Step Viewed", "web", days, i), At($"{month}-{i}", "Chat Answered", "chat", days, i + 5),
                    At($"{month}-{i}", "Product First Used", "app", days, i + 9),
                }
                : [At($"{month}-{i}", "Checkout Step Viewed", "web", days, i)])]);
        await site.NumberOf("userId:now-39");
    }
}
