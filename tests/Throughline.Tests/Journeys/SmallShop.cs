using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Throughline.Tests.Server;

namespace Throughline.Tests.Journeys;

/// <summary>A server of its own with few customers whose every step is known, asked over HTTP.</summary>
public sealed class SmallShop : IAsyncLifetime
{
    private RunningServer? _server;

    public RunningServer Server => _server ?? throw new InvalidOperationException("The server has not started.");

    public async ValueTask InitializeAsync()
    {
        var ct = TestContext.Current.CancellationToken;
        _server = await RunningServer.Start(ct);
        string[] events =
        [
            Event("ana", "Product Viewed", "2026-03-02T10:00:00Z", browser: "Safari"),
            Event("ana", "Checkout Started", "2026-03-02T10:05:00Z", browser: "Safari"),
            Event("ana", "Order Completed", "2026-03-02T10:15:00Z", browser: "Safari", total: "59.90"),
            Event("ben", "Product Viewed", "2026-03-02T11:00:00Z", browser: "Firefox"),
            Event("ben", "Checkout Started", "2026-03-03T11:00:00Z", browser: "Firefox"),
            Event("cem", "Product Viewed", "2026-03-04T09:00:00Z", browser: "Safari"),
            Event("cem", "Chat Started", "2026-03-04T09:30:00Z", channel: "chat"),
            Event("cem", "Call Started", "2026-03-04T10:30:00Z", channel: "phone"),
            Event("ana", "Product Viewed", "2026-03-11T10:00:00Z", browser: "Firefox"),
            Event("ana", "Order Completed", "2026-03-11T10:10:00Z", browser: "Firefox", total: "20.10"),
        ];
        await Server.Tell("/v1/import", $$"""{"batch":[{{string.Join(',', events)}}]}""", ct);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
    }

    public Task<JsonElement> Ask(string path, string json, CancellationToken ct) => Answer(path, json, 200, ct);

    public async Task<JsonElement> Answer(string path, string json, int status, CancellationToken ct)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await Server.Api.PostAsync(new Uri("/api/journeys/" + path, UriKind.Relative), content, ct);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(ct);
        Assert.True(status == (int)answer.StatusCode, body.GetRawText());
        return body;
    }

    public static string Event(string user, string name, string at, string channel = "web", string? browser = null, string? total = null)
    {
        var properties = string.Join(',', ((string, string?)[])[("browser", browser is null ? null : $"\"{browser}\""), ("total", total)] is var all
            ? all.Where(p => p.Item2 is not null).Select(p => $"\"{p.Item1}\":{p.Item2}")
            : []);
        return $$"""{"type":"track","userId":"{{user}}","event":"{{name}}","timestamp":"{{at}}","messageId":"{{user}}-{{name}}-{{at}}","context":{"channel":"{{channel}}"},"properties":{ {{properties}} } }""";
    }
}

/// <summary>The tests that share it; what they keep in it has names of their own.</summary>
[CollectionDefinition(nameof(SmallShop))]
public sealed class SmallShopTests : ICollectionFixture<SmallShop>;
