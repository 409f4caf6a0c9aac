using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Throughline.Platform.Cli;
using Throughline.Platform.Storage;

namespace Throughline.Tests.Demo;

/// <summary>The map and the funnel behind it judge the same customers, at every touchpoint that has a goal.</summary>
[Collection(nameof(LoadedDemo))]
public sealed class OneShareTests(LoadedDemo demo)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(30)]
    [InlineData(90)]
    public async Task The_funnel_from_a_touchpoint_to_its_goal_shows_the_share_of_the_map(int days)
    {
        await using var server = await LocalServer.Reach(demo.Host.App.Services.GetRequiredService<DataFolder>().Root, Ct);
        var (from, to) = (LoadedDemo.Today.AddDays(-days).ToString("O", CultureInfo.InvariantCulture),
            LoadedDemo.Today.ToString("O", CultureInfo.InvariantCulture));
        var map = await server.Send(HttpMethod.Get, $"/api/journeys/map?from={Uri.EscapeDataString(from)}&to={Uri.EscapeDataString(to)}", null, Ct);
        var shown = map.GetProperty("stages").EnumerateArray().SelectMany(s => s.GetProperty("touchpoints").EnumerateArray())
            .ToDictionary(t => t.GetProperty("key").GetString()!);
        var compared = 0;
        foreach (var touchpoint in (await server.Send(HttpMethod.Get, "/api/touchpoints", null, Ct)).GetProperty("items").EnumerateArray())
        {
            var (key, goal) = (touchpoint.GetProperty("key").GetString()!, touchpoint.GetProperty("goal"));
            if (!goal.TryGetProperty("event", out var wanted) || wanted.ValueKind != JsonValueKind.String) continue;
            if (goal.GetProperty("withinSeconds").GetInt64() is not (> 0 and var within)) continue;
            var funnel = await server.Send(HttpMethod.Post, "/api/journeys/funnel", new
            {
                steps = new[] { new { @event = "touchpoint:" + key },
                    new { @event = wanted.GetString()! } }, windowSeconds = within, running = "apart", from, to,
            }, Ct);
            var counts = funnel.GetProperty("steps").EnumerateArray().Select(s => s.GetProperty("customers").GetInt32()).ToArray();
            var figures = shown[key].GetProperty("goalFigures");
            var judged = figures.ValueKind == JsonValueKind.Null ? (0, 0)
                : (figures.GetProperty("judged").GetInt32(), figures.GetProperty("reached").GetInt32());
            Assert.True((counts[0], counts[1], funnel.GetProperty("onTheWay").GetInt32()) ==
                (judged.Item1, judged.Item2, shown[key].GetProperty("onTheWay").GetInt32()),
                $"{key}: the map has {judged.Item2} of {judged.Item1}, the funnel {counts[1]} of {counts[0]}.");
            compared++;
        }
        Assert.InRange(compared, 30, 60);
    }
}
