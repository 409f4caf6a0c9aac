using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Throughline.BrowserTests.Harness.BrowserFixture))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Throughline.BrowserTests.Harness;

/// <summary>One Chromium for the whole run; each test opens contexts of its own in it.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private static readonly string[] flags =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? playwright;
    private IBrowser? browser;

    public IBrowser Browser => browser ?? throw new InvalidOperationException("The browser has not started.");

    public async ValueTask InitializeAsync()
    {
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            Args = flags,
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.CloseAsync();
        playwright?.Dispose();
    }
}
