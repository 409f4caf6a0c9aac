using System.Collections.Concurrent;
using System.Net;

namespace Throughline.Tests.Server;

public class KillTests
{
    private const int Senders = 4, EventsInBatch = 20;

    private static readonly int Rounds = Repetitions.Of(20, 3);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private readonly ConcurrentDictionary<string, bool> _acknowledged = [];
    private readonly ConcurrentQueue<string[]> _unanswered = [];
    private int _next;

    [Fact]
    public async Task Kills_under_load_lose_nothing_acknowledged_and_store_nothing_twice()
    {
        await using var server = await RunningServer.Start(Ct);
        for (var round = 0; round < Rounds; round++)
        {
            if (round > 0) await server.Begin(Ct);
            using var over = new CancellationTokenSource();
            var senders = Enumerable.Range(0, Senders).Select(_ => Task.Run(() => SendUntil(server, over.Token), Ct)).ToList();
            await Task.Delay(150 + round * 37 % 200, Ct);
            await server.Crash();
            await over.CancelAsync();
            await Task.WhenAll(senders);
        }
        await server.Begin(Ct);
        while (_unanswered.TryDequeue(out var ids)) Assert.True(await Send(server, ids));
        await server.CatchUp(Ct);

        Assert.True(_acknowledged.Count > Rounds * EventsInBatch, $"Only {_acknowledged.Count} events were acknowledged.");
        AssertStoredOnce(server);
        var verified = await server.Run(Ct, "verify");
        Assert.Equal((0, ""), (verified.Exit, verified.Error));
        var before = await Everything(server);
        Assert.Equal(0, (await server.Run(Ct, "rebuild", "all")).Exit);
        Assert.Equal(before, await Everything(server));
    }

    private async Task SendUntil(RunningServer server, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            if (!_unanswered.TryDequeue(out var ids)) ids = [.. Enumerable.Range(0, EventsInBatch).Select(_ => $"message-{Interlocked.Increment(ref _next)}")];
            if (await Send(server, ids)) continue;
            _unanswered.Enqueue(ids);
            return;
        }
    }

    /// <summary>False when there was no answer: stored or not, it must be sent again.</summary>
    private async Task<bool> Send(RunningServer server, string[] ids)
    {
        var events = ids.Select(id =>
            $$"""{"type":"{{(id.EndsWith('3') ? "identify" : "track")}}","event":"E","messageId":"{{id}}","userId":"user-{{id[^2..]}}","anonymousId":"browser-{{id[^1]}}","traits":{"name":"Person {{id}}"} }""");
        try
        {
            var answer = await server.Send("/v1/batch", "{\"batch\":[" + string.Join(',', events) + "]}", Ct);
            Assert.Equal((int)HttpStatusCode.OK, answer.Status);
        }
        catch (HttpRequestException)
        {
            return false;
        }
        foreach (var id in ids) _acknowledged[id] = true;
        return true;
    }

    private void AssertStoredOnce(RunningServer server)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(server.Data, "journal.db")};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select message_id, count(*) from journal_interactions group by message_id";
        using var rows = command.ExecuteReader();
        var stored = new HashSet<string>();
        while (rows.Read())
        {
            Assert.True(rows.GetInt64(1) == 1, $"{rows.GetString(0)} is stored {rows.GetInt64(1)} times.");
            stored.Add(rows.GetString(0));
        }
        Assert.Empty(_acknowledged.Keys.Except(stored));
        Assert.Empty(stored.Except(_acknowledged.Keys));
    }

    private static async Task<string> Everything(RunningServer server)
    {
        var customers = (await server.Get("/api/customers?limit=100", Ct))
            .GetProperty("items")
            .EnumerateArray()
            .OrderBy(c => c.GetProperty("id").GetString(), StringComparer.Ordinal)
            .ToList();
        var all = new List<string>();
        foreach (var customer in customers)
        {
            var timeline = await server.Get($"/api/customers/{customer.GetProperty("id").GetString()}/timeline?limit=20", Ct);
            all.Add(customer.GetRawText() + string.Join(' ', timeline.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("position").GetInt64())));
        }
        return string.Join('\n', all);
    }
}
