using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Throughline.Tests.Server;

namespace Throughline.Tests.Settings.Retention;

public class RetentionTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Events_go_when_their_days_are_over_and_the_others_stay()
    {
        await using var server = await RunningServer.Start(Ct);
        await server.Tell("/v1/batch", """
            {"batch":[{"type":"page","name":"Tents","userId":"anna","timestamp":"2024-01-05T08:00:00Z"},
            {"type":"page","name":"Tents","userId":"anna"},
            {"type":"track","event":"Order Completed","userId":"anna","timestamp":"2024-01-05T08:00:00Z"},
            {"type":"track","event":"Kiosk Used","userId":"anna","timestamp":"2024-01-05T08:00:00Z"},
            {"type":"identify","userId":"anna","traits":{"name":"Anna"},"timestamp":"2024-01-05T08:00:00Z"}]}
            """, Ct);
        var set = await server.Api.PutAsJsonAsync(
            "/api/retention", new { rules = new object[] { new { @event = "Order Completed", days = 3650 }, new { @event = "*", days = 90 } } }, Ct);
        Assert.Equal(HttpStatusCode.OK, set.StatusCode);
        Assert.Equal(5, (await server.Timeline("userId:anna", Ct)).Count);
        await server.Api.PostAsync(new Uri("/api/retention/run", UriKind.Relative), null, Ct);
        for (var tries = 0; tries < 200 && (await server.Get("/api/retention", Ct)).GetProperty("lastRun").ValueKind == JsonValueKind.Null; tries++)
            await Task.Delay(50, Ct);

        Assert.Equal(2, (await server.Get("/api/retention", Ct)).GetProperty("lastRun").GetProperty("interactions").GetInt32());
        Assert.Equal(["page", "track", "identify"], (await server.Timeline("userId:anna", Ct))
            .Select(i => i.GetProperty("type").GetString())
            .OrderBy(t => t switch { "page" => 0, "track" => 1, _ => 2 }));
        var status = (await server.Get("/api/status", Ct)).GetProperty("journal");
        Assert.Equal((5, 3), (status.GetProperty("position").GetInt64(), status.GetProperty("count").GetInt64()));
        Assert.Equal(0, (await server.Run(Ct, "rebuild", "all")).Exit);
        Assert.Equal(3, (await server.Timeline("userId:anna", Ct)).Count);
        Assert.Equal(0, (await server.Run(Ct, "verify")).Exit);
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
        var outcome = await server.With<Throughline.Settings.Retention.ChangeRetention, Throughline.Settings.Retention.ChangeRetention.Outcome>(f =>
            f.Change(new([new(name, days)]), Throughline.Platform.Security.Access.Actor.Operator, Ct));
        Assert.Single(Assert.IsType<Throughline.Settings.Retention.ChangeRetention.Refused>(outcome).Faults);
    }
}
