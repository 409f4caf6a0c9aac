using Microsoft.Playwright;

namespace Throughline.Benchmarks.Explorers;

/// <summary>
/// Changes a question's period between two that both hold everything, and waits until the browser has painted the answer.
/// The time includes the 30 ms in which the page waits for further edits.
/// </summary>
internal static class AnswerTimes
{
    private const int ToWarmUp = 4;
    private static readonly string[] pages = ["funnel", "retention", "paths", "switches", "trend", "stages", "next"];

    private const string Edit = """
        period => new Promise(done => {
          const choice = document.querySelector('#ask [name=period]');
          const begun = performance.now();
          document.addEventListener('htmx:afterSettle', () => requestAnimationFrame(() => setTimeout(() => {
            const asked = performance.getEntriesByType('resource').filter(e => e.name.includes('/answer')).at(-1);
            done([performance.now() - begun, asked.responseEnd - asked.requestStart]);
          })), { once: true });
          choice.value = period;
          choice.dispatchEvent(new Event('change', { bubbles: true }));
        })
        """;

    public static async Task<int> Print(string url, string mail, string password, int rounds)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
        });
        var page = await browser.NewPageAsync(new() { BaseURL = url, ViewportSize = new() { Width = 1440, Height = 900 } });
        await SignIn(page, mail, password);
        Console.WriteLine($"{"page",-12}{"on screen: median",20}{"95%",10}{"worst",10}{"of it, request: median",26}");
        foreach (var kind in pages)
        {
            await page.GotoAsync($"/journeys/{kind}?period=365d");
            var times = new List<double[]>();
            for (var i = 0; i < ToWarmUp + rounds; i++) times.Add(await page.EvaluateAsync<double[]>(Edit, i % 2 == 0 ? "all" : "365d"));
            double[] seen = [.. times.Skip(ToWarmUp).Select(t => t[0]).Order()], asked = [.. times.Skip(ToWarmUp).Select(t => t[1]).Order()];
            Console.WriteLine($"{kind,-12}{seen[rounds / 2],17:F0} ms{seen[rounds * 95 / 100],7:F0} ms{seen[^1],7:F0} ms{asked[rounds / 2],23:F0} ms");
        }
        return 0;
    }

    private static async Task SignIn(IPage page, string mail, string password)
    {
        await page.GotoAsync("/sign-in");
        await page.FillAsync("input[type=email]", mail);
        await page.FillAsync("input[type=password]", password);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(address => !address.Contains("/sign-in", StringComparison.Ordinal));
    }
}
