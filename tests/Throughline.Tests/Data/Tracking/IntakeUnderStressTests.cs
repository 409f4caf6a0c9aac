using Throughline.Contracts;
using Throughline.Customers.Directory;
using Throughline.Customers.Timeline;
using Throughline.Platform.Journal;
using Throughline.Tests.Server;

namespace Throughline.Tests.Data.Tracking;

public class IntakeUnderStressTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_full_disk_answers_503_stores_nothing_and_recovers_by_itself()
    {
        await using var server = await HostedServer.Start(Ct);
        var large = Large(0);
        server.Journal.LimitPages(server.Journal.Pages() + 20);

        var refused = await server.Send("/v1/batch", large, Ct);
        Assert.Equal((503, "journal_unavailable"), (refused.Status, refused.Code));
        Assert.NotEmpty(refused.Body.GetProperty("message").GetString()!);
        Assert.Equal(0, server.Journal.Head);

        server.Journal.LimitPages(int.MaxValue);
        var taken = await server.Send("/v1/batch", large, Ct);
        Assert.Equal((200, 15), (taken.Status, taken.Body.GetProperty("accepted").GetInt32()));
        Assert.Equal(15, server.Journal.Head);
        Assert.Empty(server.Journal.Verify(Ct));
    }

    [Fact]
    public async Task A_clock_that_is_set_back_loses_nothing_and_keeps_the_order_of_what_was_said()
    {
        await using var server = await HostedServer.Start(Ct);
        await server.Send("/v1/track", """{"event":"Before","userId":"anna","messageId":"1"}""", Ct);
        server.Clock.Advance(TimeSpan.FromDays(-2));
        await server.Send("/v1/track", """{"event":"After, by an earlier clock","userId":"anna","messageId":"2"}""", Ct);
        await server.Send("/v1/track", """{"event":"Again","userId":"anna","messageId":"1"}""", Ct);
        await server.CatchUp(Ct);

        Assert.Equal(["Before", "After, by an earlier clock"], server.Journal.Read(0, 10).Select(e => e.Event));
        var anna = (CustomerId)(await server.With<CustomerDirectory, CustomerId?>(directory => directory.FindBy(new Identity("userId", "anna"), Ct)))!;
        var timeline = Assert.IsType<ShowTimeline.Shown>(
            await server.With<ShowTimeline, ShowTimeline.Outcome>(f => f.Show(anna.ToString(), new ShowTimeline.Request(), Ct)));
        Assert.Equal(["Before", "After, by an earlier clock"], timeline.Items.Select(i => i.Event));
        Assert.Empty(server.Journal.Verify(Ct));
    }

    [Fact]
    public async Task More_than_memory_should_hold_is_answered_429_with_whole_seconds()
    {
        await using var server = await HostedServer.Start(Ct);
        using var over = new CancellationTokenSource();
        var flood = Task.Run(() => Flood(server.Journal, over.Token), Ct);
        Answer refused;
        var sent = 0;
        do refused = await server.Send("/v1/batch", Large(sent++), Ct);
        while (refused.Status == 200 && sent < 50);
        await over.CancelAsync();
        await flood;

        Assert.Equal((429, "busy"), (refused.Status, refused.Code));
        Assert.Equal("1", Assert.Single(refused.Http.Headers.GetValues("Retry-After")));
        Assert.Equal("*", Assert.Single(refused.Http.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Equal((sent - 1) * 15, server.Journal.Head);
        Assert.Equal(200, (await server.Send("/v1/batch", Large(sent), Ct)).Status);
    }

    // Nearly as much as may wait, again and again; always the same, so that it is stored once.
    private static async Task Flood(SqliteJournal journal, CancellationToken over)
    {
        var flood = new Batch([], [new NotUnderstood("segment/batch", "key:1", "flood", "Too much at once.", new byte[(64 << 20) - 100_000], null, 1)]);
        while (!over.IsCancellationRequested)
        {
            try { await journal.Append(flood, CancellationToken.None); }
            catch (JournalBusyException) { await Task.Delay(1, CancellationToken.None); }
        }
    }

    private static string Large(int number) => "{\"batch\":["
        + string.Join(',', Enumerable.Range(0, 15).Select(i =>
            $$"""{"type":"track","event":"E","userId":"u{{i}}","messageId":"{{number}}-{{i}}","properties":{"t":"{{new string('x', 30_000)}}"} }"""))
        + "]}";
}
