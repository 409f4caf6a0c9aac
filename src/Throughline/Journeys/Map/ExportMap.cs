using Throughline.Journeys.Asking;
using Throughline.Platform.Csv;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;

namespace Throughline.Journeys.Map;

/// <summary>The journey map as a file: a row a touchpoint, with the figures of the map.</summary>
public sealed class ExportMap(ShowMap map) : IFeature
{
    private static readonly string[] Columns =
    [
        "touchpoint", "name", "channel", "stage", "department", "person", "customers", "customers_before", "interactions", "interactions_before",
        "goal_share", "low", "high", "reached", "judged", "on_the_way", "reached_before", "judged_before", "change", "p", "change_is_supported",
        "volume_change_is_supported",
    ];

    public async Task<Sheet> Export(ShowMap.Request request, CancellationToken ct)
    {
        var answer = await map.Show(request, ct);
        return new Sheet(Columns, answer.Stages.SelectMany(stage => stage.Touchpoints.Select(t => Row(stage.Name, t)))).With(
            ("from", Sheet.Time(answer.From)), ("to", Sheet.Time(answer.To)));
    }

    private static string?[] Row(string stage, ShowMap.TouchpointOfMap t) =>
    [
        t.Key, t.Name, t.Channel, stage, t.Owner.Department, t.Owner.Person, Sheet.Number((long)t.Customers), Sheet.Number((long)t.CustomersBefore),
        Sheet.Number(t.Interactions), Sheet.Number(t.InteractionsBefore), Sheet.Number(t.GoalReached), Sheet.Number(t.GoalFigures?.Low),
        Sheet.Number(t.GoalFigures?.High), Sheet.Number((long?)t.GoalFigures?.Reached), Sheet.Number((long?)t.GoalFigures?.Judged),
        Sheet.Number((long)t.OnTheWay), Sheet.Number((long?)t.GoalFigures?.ReachedBefore), Sheet.Number((long?)t.GoalFigures?.JudgedBefore),
        Sheet.Number(t.Change), Sheet.Number(t.GoalFigures?.PValue), Said(t.ChangeIsSupported), Said(t.VolumeIsSupported),
    ];

    private static string Said(bool holds) => holds ? "true" : "false";

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/api/journeys/map/figures", (string? from, string? to, string? segment, ExportMap feature, HttpContext http) => Answered.File(
            async ct => (await feature.Export(ShowMap.Request.Of(from, to, segment), ct)).With(("segment", segment)).AsFile("journey-map"), http))
        .RequirePermission(JourneysPermissions.Read).WithTags("Journeys")
        .WithSummary("The touchpoints of the journey map as CSV").Produces(200, contentType: "text/csv");
}
