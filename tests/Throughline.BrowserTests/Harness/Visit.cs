using Microsoft.Playwright;

namespace Throughline.BrowserTests.Harness;

/// <summary>
/// One person's browser on one page. Notes every console error, breach of the content security policy, script error and
/// failed request; closing it fails the test when any was noted.
/// </summary>
public sealed class Visit : IAsyncDisposable
{
    private readonly List<string> troubles = [];
    private readonly List<string> forgiven = [];

    private Visit(IBrowserContext context, IPage page, Screen screen) => (Context, Page, Screen) = (context, page, screen);

    public IBrowserContext Context { get; }
    public IPage Page { get; }
    public Screen Screen { get; private set; }

    public static async Task<Visit> Open(IBrowser browser, string baseUrl, Screen screen)
    {
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = baseUrl,
            ViewportSize = new() { Width = screen.Width, Height = screen.Height },
            ColorScheme = screen.Look,
            Locale = "en-GB",
            TimezoneId = "Europe/Stockholm",
            ReducedMotion = ReducedMotion.Reduce,
            HasTouch = screen.Width < 768,
        });
        context.SetDefaultTimeout(10_000);
        var visit = new Visit(context, await context.NewPageAsync(), screen);
        visit.Watch(visit.Page);
        return visit;
    }

    /// <summary>Goes to an address and waits for the page to be quiet enough to use.</summary>
    public async Task<IResponse> Go(string path) =>
        await Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load }) ?? throw new InvalidOperationException($"No answer from {path}.");

    /// <summary>Changes the size of the window and the look of the system while the page is open.</summary>
    public async Task Turn(Screen screen)
    {
        Screen = screen;
        await Page.SetViewportSizeAsync(screen.Width, screen.Height);
        await Page.EmulateMediaAsync(new() { ColorScheme = screen.Look, ReducedMotion = ReducedMotion.Reduce });
    }

    /// <summary>Presses Tab until what this selector means has the focus, as somebody without a mouse does.</summary>
    public async Task TabTo(string selector)
    {
        for (var tries = 0; tries < 150; tries++)
        {
            await Page.Keyboard.PressAsync("Tab");
            if (await Page.EvaluateAsync<bool>("selector => document.activeElement?.matches(selector) === true", selector)) return;
        }
        Assert.Fail($"The keyboard does not come to {selector} on {Page.Url}.");
    }

    /// <summary>Chooses a preset of the date control at the top right, by its title.</summary>
    public async Task ChoosePeriod(string title)
    {
        await Page.ClickAsync(".date-control > summary");
        await Page.Locator(".date-preset", new() { HasText = title }).ClickAsync();
    }

    /// <summary>Opens a second tab in the same browser, watched like the first.</summary>
    public async Task<IPage> NewTab()
    {
        var page = await Context.NewPageAsync();
        Watch(page);
        return page;
    }

    /// <summary>Expects troubles that mention this text, such as the status a test provokes.</summary>
    public void Forgive(string text) => forgiven.Add(text);

    public async ValueTask DisposeAsync()
    {
        await Context.CloseAsync();
        var left = troubles.Where(trouble => !forgiven.Exists(text => trouble.Contains(text, StringComparison.Ordinal))).ToList();
        Assert.True(left.Count == 0, $"The page was not clean:\n{string.Join('\n', left)}");
    }

    private void Watch(IPage page)
    {
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") Note(page, $"console {message.Type}: {message.Text} ({message.Location})");
        };
        page.PageError += (_, error) => Note(page, $"script error: {error}");
        page.RequestFailed += (_, request) =>
        {
            if (!EndedByLeaving(request)) Note(page, $"request failed: {request.Method} {request.Url} {request.Failure}");
        };
        page.Response += (_, response) => { if (response.Status >= 400) Note(page, $"status {response.Status}: {response.Url}"); };
    }

    // Moving on to another page ends what the last one was still loading.
    private static bool EndedByLeaving(IRequest request) => request.Failure?.Contains("ERR_ABORTED", StringComparison.Ordinal) == true;

    private void Note(IPage page, string what) => troubles.Add($"[{page.Url}] {what}");
}
