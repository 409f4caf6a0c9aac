using Microsoft.Playwright;
using Throughline.BrowserTests.Harness;
using Throughline.BrowserTests.Home;

namespace Throughline.BrowserTests.Journeys.Explore;

/// <summary>A person reads a chart, keeps it, and writes on it.</summary>
[Collection(typeof(CompanyExplored))]
public sealed class ChartTests(CompanySite site)
{
    private const string Trend = "/journeys/trend?event=Boat+Rented&by=channel&interval=day&period=30d";

    private static int told;

    [Fact]
    public async Task The_legend_switches_a_line_off_and_on_by_keys()
    {
        await TellRentals();
        await using var visit = await site.SignedIn();
        await visit.Go(Trend);
        var entry = visit.Page.Locator(".legend-entry", new() { HasText = "web" });
        await entry.WaitForAsync();
        Assert.Equal(2, await visit.Page.Locator(".legend-entry .legend-swatch path[fill]").CountAsync());
        var lines = visit.Page.Locator(".chart-drawing svg path[fill='none'][stroke-width='2']");
        var before = await lines.CountAsync();
        await entry.FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        Assert.Equal("false", await visit.Page.Locator(".legend-entry:focus").GetAttributeAsync("aria-pressed"));
        Assert.Equal(before - 1, await lines.CountAsync());
        await visit.IsAccessible();
        await visit.Page.Keyboard.PressAsync("Space");
        Assert.Equal(before, await lines.CountAsync());
    }

    [Theory]
    [InlineData(Trend, "trend.png")]
    [InlineData("/journeys/funnel?step=Boat+Rented&step=Boat+Returned&by=channel&period=30d", "funnel.png")]
    public async Task An_answer_is_kept_as_a_picture_and_as_a_file(string question, string picture)
    {
        await TellRentals();
        await using var visit = await site.SignedIn();
        var page = visit.Page;
        await visit.Go(question);
        await page.Locator("#pictured .card").First.WaitForAsync();
        await page.ClickAsync("#pictured-menu > summary");
        await visit.IsAccessible();
        var file = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("[data-picture-of=pictured]"));
        Assert.Equal(picture, file.SuggestedFilename);
        var png = await File.ReadAllBytesAsync((await file.PathAsync())!, TestContext.Current.CancellationToken);
        Assert.Equal("\u0089PNG", string.Concat(png[..4].Select(b => (char)b)));
        // At double size, with room for its title.
        var width = await page.Locator("#pictured").EvaluateAsync<int>("it => it.offsetWidth");
        Assert.Equal(2 * (width + 48), (png[18] << 8) + png[19]);

        if (!await page.Locator("#pictured-menu[open]").IsVisibleAsync()) await page.ClickAsync("#pictured-menu > summary");
        var csv = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("#pictured-menu a[download]"));
        Assert.EndsWith(".csv", csv.SuggestedFilename, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_note_is_written_from_a_day_of_the_chart_read_by_keys_and_taken_back()
    {
        await TellRentals();
        await using var visit = await site.SignedIn();
        var page = visit.Page;
        await visit.Go(Trend);
        await page.Locator(".chart-drawing svg").WaitForAsync();
        var drawing = (await page.Locator(".chart-frame").BoundingBoxAsync())!;
        await page.Mouse.ClickAsync(drawing.X + (drawing.Width / 2), drawing.Y + 40);
        await page.Locator("#mark-menu a", new() { HasText = "Add a note" }).ClickAsync();
        Assert.NotEqual("", await page.InputValueAsync("[name=day]"));
        await page.FillAsync("[name=text]", "New jetty opened");
        await visit.IsAccessible();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("The note “New jetty opened” was added.").WaitForAsync();
        Assert.Contains("by=channel", page.Url, StringComparison.Ordinal);

        await page.Locator(".chart-note").FocusAsync();
        Assert.Contains("New jetty opened", await page.InnerTextAsync("#tip"), StringComparison.Ordinal);
        await visit.IsAccessible();
        await page.ClickAsync("[data-toast] button:has-text('Undo')");
        await page.Locator(".chart-drawing svg").WaitForAsync();
        Assert.Equal(0, await page.Locator(".chart-note").CountAsync());
    }

    [Fact]
    public async Task On_a_phone_the_answer_comes_first_and_the_question_is_a_sheet()
    {
        await TellRentals();
        await using var visit = await site.SignedIn(Screen.Phone);
        var page = visit.Page;
        await visit.Go(Trend);
        await page.Locator(".chart-drawing svg").WaitForAsync();
        Assert.InRange((await page.Locator("#answer").BoundingBoxAsync())!.Y, 0, 420);
        Assert.True(await page.Locator(".explorer-tab[aria-current]").EvaluateAsync<bool>(
            "it => { const { left, right } = it.getBoundingClientRect(); return left >= 0 && right <= innerWidth; }"));
        var line = page.Locator(".ask-line");
        Assert.Contains("Boat Rented · by channel · Last 30 days", await line.InnerTextAsync(), StringComparison.Ordinal);

        await line.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Dialog, new() { Name = "Question" }).WaitForAsync();
        Assert.True(await page.EvaluateAsync<bool>("document.activeElement.closest('#ask-sheet') !== null"));
        await visit.IsAccessible();
        await page.SelectOptionAsync("#ask [name=measure]", "customers");
        await page.WaitForURLAsync("**measure=customers**");
        Assert.True(await page.Locator("#ask-sheet.is-open").IsVisibleAsync());
        await page.Keyboard.PressAsync("Escape");
        Assert.False(await page.Locator("#ask-sheet").IsVisibleAsync());
        Assert.True(await line.EvaluateAsync<bool>("it => it === document.activeElement"));
        await visit.DoesNotScrollSideways();
    }

    private async Task TellRentals()
    {
        if (Interlocked.Exchange(ref told, 1) == 1) return;
        object At(int i, string name, int minute) => new
        {
            type = "track", userId = $"rower-{i}", @event = name, context = new { channel = i % 3 == 0 ? "store" : "web" }, messageId = $"rower-{i}-{name}",
            timestamp = TimeProvider.System.GetUtcNow().AddDays(-2 - (i % 20)).AddMinutes(minute).ToString("O"),
        };
        await site.Send([.. Enumerable.Range(0, 40).Select(i => At(i, "Boat Rented", 0)), .. Enumerable.Range(0, 25).Select(i => At(i, "Boat Returned", 90))]);
        await site.NumberOf("userId:rower-24");
    }
}
