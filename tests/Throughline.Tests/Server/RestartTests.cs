namespace Throughline.Tests.Server;

public class RestartTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_sent_again_after_a_restart_is_stored_once()
    {
        await using var server = await RunningServer.Start(Ct);
        const string said =
            """{"batch":[{"type":"track","event":"Order Completed","userId":"anna","messageId":"order-1"},{"type":"track","event":"Order Completed","userId":"anna","messageId":"order-2"}]}""";
        await server.Tell("/v1/batch", said, Ct);
        Assert.Equal(0, await server.Stop());
        await server.Begin(Ct);
        await server.Tell("/v1/batch", said, Ct);

        Assert.Equal(["order-2", "order-1"], (await server.Timeline("userId:anna", Ct)).Select(i => i.GetProperty("messageId").GetString()));
        var status = await server.Get("/api/status", Ct);
        Assert.Equal((2, 2), (status.GetProperty("journal").GetProperty("position").GetInt64(), status.GetProperty("journal").GetProperty("count").GetInt64()));
        Assert.Equal(["version", "journal", "projections", "setAside", "deliveries", "jobs"], status.EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public async Task A_busy_door_is_not_held_to_the_limits_of_the_pages()
    {
        await using var server = await RunningServer.Start(Ct);
        var answers = await Task.WhenAll(Enumerable.Range(0, 1_500).Select(_ => server.Send("/v1/track", """{"event":"E","userId":"u"}""", Ct)));
        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
    }

    [Fact]
    public async Task What_was_being_sent_when_the_server_is_asked_to_stop_is_stored()
    {
        await using var server = await RunningServer.Start(Ct);
        var sending = Enumerable.Range(0, 50).Select(i => server.Send("/v1/track", $$"""{"event":"E","userId":"u","messageId":"last-{{i}}"}""", Ct)).ToList();
        await sending[0];
        Assert.Equal(0, await server.Stop());
        var acknowledged = 0;
        foreach (var one in sending)
        {
            try { acknowledged += (await one).Status == 200 ? 1 : 0; }
            catch (HttpRequestException) { /* It came too late and was refused by a closed door: not acknowledged. */ }
        }
        await server.Begin(Ct);
        Assert.True((await server.Get("/api/status", Ct)).GetProperty("journal").GetProperty("count").GetInt64() >= acknowledged);
    }
}
