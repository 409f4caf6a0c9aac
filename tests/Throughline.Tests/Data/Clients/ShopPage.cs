using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Throughline.Tests.Server;

namespace Throughline.Tests.Data.Clients;

/// <summary>A shop's page on another origin than ours, opened in a real Chromium until the test has seen enough.</summary>
public sealed class ShopPage : IAsyncDisposable
{
    private readonly WebApplication _shop;
    private readonly string _profile = Directory.CreateTempSubdirectory("throughline-chromium-").FullName;
    private Process? _browser;

    private ShopPage(WebApplication shop) => _shop = shop;

    public static async Task<ShopPage> Open(RunningServer server, CancellationToken ct)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var address = $"http://localhost:{RunningServer.FreePort()}";
        builder.WebHost.UseUrls(address);
        var shop = builder.Build();
        var script = await File.ReadAllTextAsync(Path.Combine(PublishedClients.Folder, "built", "browser.js"), ct);
        shop.MapGet("/", () => Results.Content("<!doctype html><title>Garden shop</title><script src=/shop.js></script>", "text/html"));
        shop.MapGet("/shop.js", () => Results.Content(script, "text/javascript"));
        await shop.StartAsync(ct);
        var page = new ShopPage(shop);
        page.Browse(
            $"{address}/?host={Uri.EscapeDataString(server.Address.ToString().TrimEnd('/'))}&key={server.WriteKey}&utm_source=letter&utm_campaign=spring");
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            _browser.Kill(entireProcessTree: true);
            await _browser.WaitForExitAsync();
            _browser.Dispose();
        }
        await _shop.DisposeAsync();
        try { Directory.Delete(_profile, recursive: true); }
        catch (IOException) { /* A child of the browser that is just ending still writes; the folder is in the temporary one. */ }
    }

    private void Browse(string url)
    {
        var program = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium";
        string[] flags =
        ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--remote-debugging-port=0"
        ];
        var start = new ProcessStartInfo(program, [.. flags, "--user-data-dir=" + _profile, url])
        { RedirectStandardOutput = true, RedirectStandardError = true
        };
        _browser = Process.Start(start)!;
        _browser.BeginOutputReadLine();
        _browser.BeginErrorReadLine();
    }
}
