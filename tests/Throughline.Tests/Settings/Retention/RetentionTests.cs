using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Throughline.Contracts;
using Throughline.Platform.Journal.Removing;
using Throughline.Platform.Security.Access;
using Throughline.Settings.Retention;
using Throughline.Tests.Server;

namespace Throughline.Tests.Settings.Retention;

public class RetentionTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private const string Visits = """
        {"batch":[{"type":"page","name":"Tents","userId":"anna","timestamp":"2024-01-05T08:00:00Z"},
        {"type":"page","name":"Tents","userId":"anna"},
        {"type":"track","event":"Order Completed","userId":"anna","timestamp":"2024-01-05T08:00:00Z"},
        {"type":"track","event":"Kiosk Used","userId":"bo","timestamp":"2024-02-07T08:00:00Z"},
        {"type":"identify","userId":"anna","traits":{"name":"Anna"},"timestamp":"2024-01-05T08:00:00Z"}]}
        """;

    private static object Wanted(int? confirmed = null) =>
        new { rules = new object[] { new { @event = "Order Completed", days = 3650 }, new { @event = "*", days = 90 } }, confirmed };

    [Fact]
    public async Task What_would_go_is_told_first_and_goes_a_day_after_its_number_was_said()
    {
        await using var server = await RunningServer.Start(Ct);
        await server.Tell("/v1/batch", Visits, Ct);
        var unsaid = await server.Api.PutAsJsonAsync("/api/retention", Wanted(), Ct);
        Assert.Equal(HttpStatusCode.Conflict, unsaid.StatusCode);
        var problem = await unsaid.Content.ReadFromJsonAsync<JsonElement>(Ct);
        Assert.Equal("confirm_removal", problem.GetProperty("code").GetString());
        var removal = problem.GetProperty("removal");
        Assert.Equal((2, 2), (removal.GetProperty("interactions").GetInt32(), removal.GetProperty("customers").GetInt32()));
        Assert.Equal("2024-01-05 2024-02-07", string.Join(' ', new[] { "from", "to" }.Select(
            end => removal.GetProperty(end).GetDateTimeOffset().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))));
        Assert.Equal(HttpStatusCode.Conflict, (await server.Api.PutAsJsonAsync("/api/retention", Wanted(3), Ct)).StatusCode);
        Assert.Empty((await server.Get("/api/retention", Ct)).GetProperty("rules").EnumerateArray());

        var set = await (await server.Api.PutAsJsonAsync("/api/retention", Wanted(2), Ct)).Content.ReadFromJsonAsync<JsonElement>(Ct);
        var now = TimeProvider.System.GetUtcNow();
        Assert.InRange(set.GetProperty("change").GetProperty("until").GetDateTimeOffset(), now.AddHours(23.9), now.AddHours(24));
        await server.Api.PostAsync(new Uri("/api/retention/run", UriKind.Relative), null, Ct);
        await Task.Delay(1_500, Ct); // The job had its turn.
        Assert.Equal(4, (await server.Timeline("userId:anna", Ct)).Count);
        Assert.Equal(0, (await server.Run(Ct, "verify")).Exit);
    }

    [Fact]
    public async Task Events_go_when_their_days_are_over_and_the_others_stay()
    {
        await using var server = await HostedServer.Start(Ct);
        await server.Send("/v1/batch", Visits, Ct);
        Assert.IsType<ChangeRetention.Changed>(await Change(server, new([new("Order Completed", 3650), new("*", 90)], Confirmed: 2)));
        Assert.Equal(0, (await server.With<CountRemoval, CountRemoval.Removal>(f => f.ByNow(Ct))).Interactions);
        server.Clock.Advance(TimeSpan.FromHours(25));
        await server.CatchUp(Ct);
        var going = Assert.IsType<RunRetention.ToConfirm>(await Run(server, new())).Removal;
        Assert.Equal((2, 2), (going.Interactions, going.Customers));
        Assert.IsType<RunRetention.Started>(await Run(server, new(2)));
        for (var tries = 0; tries < 200 && (await Shown(server)).LastRun is null; tries++) await Task.Delay(50, Ct);

        Assert.Equal(2, (await Shown(server)).LastRun!.Interactions);
        Assert.Equal((5, 3), (server.Journal.Head, server.Journal.Count));
        Assert.Equal(["page:Tents", "Order Completed", ""], server.Journal.Read(0, 10).Select(e => e.Event));
        Assert.Empty(server.Journal.Verify(Ct));
    }

    [Fact]
    public async Task A_change_that_is_undone_within_a_day_removes_nothing()
    {
        await using var server = await HostedServer.Start(Ct);
        await server.Send("/v1/batch", Visits, Ct);
        Assert.IsType<ChangeRetention.Changed>(await Change(server, new([new("*", 90)], Confirmed: 3)));
        Assert.Empty((await Shown(server)).Change!.Before);
        Assert.IsType<UndoRetention.Undone>(await server.With<UndoRetention, UndoRetention.Outcome>(f => f.Undo(Actor.Operator, Ct)));
        Assert.Empty((await Shown(server)).Rules);
        Assert.IsType<UndoRetention.NothingToUndo>(await server.With<UndoRetention, UndoRetention.Outcome>(f => f.Undo(Actor.Operator, Ct)));
        server.Clock.Advance(TimeSpan.FromHours(25));
        Assert.Equal(0, (await server.With<CountRemoval, CountRemoval.Removal>(f => f.ByNow(Ct))).Interactions);
    }

    // What is kept longer is kept longer at once; what is kept shorter waits, though another change comes in between.
    [Fact]
    public async Task A_second_change_shortens_no_wait()
    {
        await using var server = await HostedServer.Start(Ct);
        await server.Send("/v1/batch", Visits, Ct);
        await Change(server, new([new("*", 90)], Confirmed: 3));
        server.Clock.Advance(TimeSpan.FromHours(20));
        Assert.IsType<ChangeRetention.Changed>(await Change(server, new([new("*", 80)])));
        server.Clock.Advance(TimeSpan.FromHours(5));
        Assert.Equal((true, true), await OldOnesGo(server));
        Assert.Equal(90, Assert.Single((await Shown(server)).Change!.Before).Days);
        await server.With<UndoRetention, UndoRetention.Outcome>(f => f.Undo(Actor.Operator, Ct));
        await Change(server, new([new("page:Tents", 4000), new("*", 90)]));
        Assert.Equal((false, true), await OldOnesGo(server));
    }

    // By the periods that hold now, whatever the nightly job has removed meanwhile.
    private static async Task<(bool Tents, bool Orders)> OldOnesGo(HostedServer server)
    {
        var over = await server.With<CountRemoval, Expired>(f => f.OverNow(Ct));
        var old = new DateTimeOffset(2024, 1, 5, 8, 0, 0, TimeSpan.Zero).ToMicroseconds();
        return (over.Is("page:Tents", old), over.Is("Order Completed", old));
    }

    [Fact]
    public async Task Of_two_changes_made_to_one_reading_one_is_told_so()
    {
        await using var server = await RunningServer.Start(Ct);
        var read = (await server.Get("/api/retention", Ct)).GetProperty("version").GetInt32();
        async Task<int> Save(string name) => (int)(await server.Api.PutAsJsonAsync(
            "/api/retention", new { version = read, rules = new object[] { new { @event = name, days = 90 } } }, Ct)).StatusCode;
        Assert.Equal([200, 409], (await Task.WhenAll(Save("Tents"), Save("Boots"))).Order());
        Assert.Single((await server.Get("/api/retention", Ct)).GetProperty("rules").EnumerateArray());
    }

    [Theory]
    [InlineData("", 30)]
    [InlineData("Order Completed", 0)]
    [InlineData("Order Completed", 36_501)]
    public async Task A_period_that_makes_no_sense_is_refused(string name, int days)
    {
        await using var server = await HostedServer.Start(Ct);
        var outcome = await server.With<ChangeRetention, ChangeRetention.Outcome>(f => f.Change(new([new(name, days)]), Actor.Operator, Ct));
        Assert.Single(Assert.IsType<ChangeRetention.Refused>(outcome).Faults);
    }

    private static Task<ChangeRetention.Outcome> Change(HostedServer server, ChangeRetention.Request request) =>
        server.With<ChangeRetention, ChangeRetention.Outcome>(f => f.Change(request, Actor.Operator, Ct));

    private static Task<RunRetention.Outcome> Run(HostedServer server, RunRetention.Request request) =>
        server.With<RunRetention, RunRetention.Outcome>(f => f.Run(request, Actor.Operator, Ct));

    private static Task<ShowRetention.Answer> Shown(HostedServer server) => server.With<ShowRetention, ShowRetention.Answer>(f => f.Show(Ct));
}
