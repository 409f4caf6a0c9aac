using System.Net.Http.Json;
using Throughline.Tests.Server;

namespace Throughline.Tests.Journeys;

/// <summary>A shop over two months: in the second, checkout fails on Safari for nearly everybody; nothing else changes.</summary>
public sealed class ChangingShop : IAsyncLifetime
{
    public const string Before = "from=2026-02-01T00:00:00Z&to=2026-03-01T00:00:00Z", Now = "from=2026-03-01T00:00:00Z&to=2026-03-29T00:00:00Z";

    private RunningServer? _server;

    public RunningServer Server => _server ?? throw new InvalidOperationException("The server has not started.");

    public async ValueTask InitializeAsync()
    {
        var ct = TestContext.Current.CancellationToken;
        _server = await RunningServer.Start(ct);
        // It counts its chats as loyalty, so that its customers move on.
        using var moved = await Server.Api.PutAsJsonAsync("/api/touchpoints/chat", new
        {
            name = "Chat", channel = "chat", stage = "loyalty", goal = new { text = "Have it solved", @event = "Chat Resolved", withinSeconds = 86_400 },
            owner = new { department = "Service" }, rules = new[] { new { @event = "Chat Started" } },
        }, ct);
        moved.EnsureSuccessStatusCode();
        foreach (var month in Month("2026-02", "b", safariFinish: 60).Concat(Month("2026-03", "n", safariFinish: 10)).Chunk(1_000))
            await Server.Tell("/v1/import", $$"""{"batch":[{{string.Join(',', month)}}]}""", ct);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
    }

    // 100 on Safari, 200 on Chrome, of whom 120 finish; each has seen the cart on the way.
    private static IEnumerable<string> Month(string month, string prefix, int safariFinish)
    {
        for (var i = 0; i < 300; i++)
        {
            var (user, browser, finishes, day) = (
                $"{prefix}{i}", i < 100 ? "Safari" : "Chrome", i < 100 ? i < safariFinish : i < 220, $"{month}-{(i % 20) + 1:00}");
            yield return SmallShop.Event(user, "Checkout Started", $"{day}T10:00:00Z", browser: browser);
            if (finishes) yield return SmallShop.Event(user, "Order Completed", $"{day}T10:10:00Z", browser: browser, total: "20");
            else if (i % 2 == 0) yield return SmallShop.Event(user, "Chat Started", $"{day}T11:30:00Z", channel: "chat");
        }
    }
}

/// <summary>The tests that share it; what they keep in it has names of their own.</summary>
[CollectionDefinition(nameof(ChangingShop))]
public sealed class ChangingShopTests : ICollectionFixture<ChangingShop>;
