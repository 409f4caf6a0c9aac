using Throughline.Journeys.Asking;
using Throughline.Platform.Csv;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Time;
using Throughline.Platform.Ui;

namespace Throughline.Journeys.Map;

/// <summary>The key figures of Home as a file: a row a touchpoint, its last weeks in columns of their own.</summary>
public sealed class ExportKeyFigures(KeyFigures figures, Viewer viewer, TimeProvider clock) : IFeature
{
    private static readonly string[] Columns =
        ["touchpoint", "name", "stage", "reached", "judged", "share", "low", "high", .. Enumerable.Range(1, KeyFigures.Weeks).Select(week => $"week_{week}")];

    public async Task<Sheet> Export(CancellationToken ct)
    {
        var period = Period.Read(null, null, null, clock.GetUtcNow(), viewer.Calendar);
        var lines = await figures.Read(period, ct);
        return new Sheet(Columns, lines.Select(line => (string?[])
        [
            line.Touchpoint.Key, line.Touchpoint.Name, line.Touchpoint.Stage, Sheet.Number((long)line.Reached), Sheet.Number((long)line.Judged),
            Sheet.Number(line.Share), Sheet.Number(line.Low), Sheet.Number(line.High),
            .. Enumerable.Range(0, KeyFigures.Weeks).Select(week => week < line.Course.Count ? Sheet.Number(line.Course[week]) : null),
        ])).With(("period_from", Sheet.Day(period.First)), ("period_to", Sheet.Day(period.Last)));
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/api/journeys/key-figures",
            (ExportKeyFigures feature, HttpContext http) => Answered.File(async ct => (await feature.Export(ct)).AsFile("key-figures"), http))
        .RequirePermission(JourneysPermissions.Read).WithTags("Journeys")
        .WithSummary("The key figures of Home as CSV").Produces(200, contentType: "text/csv");
}
