using Throughline.JourneyEngine;
using Throughline.Journeys.Asking;
using Throughline.Platform.Csv;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Time;
using Throughline.Platform.Ui;

namespace Throughline.Journeys.Named;

/// <summary>A named journey month by month, as a file.</summary>
public sealed class ExportNamed(ListNamed list, MeasureNamed measure, Viewer viewer, TimeProvider clock) : IFeature
{
    private static readonly string[] Columns = ["month", "began", "came_through", "share", "low", "high", "target"];

    /// <summary>The months up to the end of the period that the page shows.</summary>
    /// <exception cref="QuestionException">There is no such journey, or it cannot be measured.</exception>
    public async Task<Sheet> Export(string key, string? period, string? from, string? to, string? segment, CancellationToken ct)
    {
        var journey = await list.Show(key, ct)
            ?? throw new QuestionException("no_such_journey", Words.Say($"There is no named journey '{key}'. List the named journeys to find the right one."));
        var months = await measure.ByMonth(journey, Period.Read(period, from, to, clock.GetUtcNow(), viewer.Calendar), segment, ct);
        return new Sheet(Columns, months.Select(m => (string?[])
        [
            Sheet.Day(m.Month), Sheet.Number((long)m.Began), Sheet.Number((long)m.Finished), Sheet.Number(m.Share),
            m.Share is null ? null : Sheet.Number(m.Low), m.Share is null ? null : Sheet.Number(m.High), Sheet.Number(journey.TargetShare),
        ])).With(("journey", journey.Name), ("segment", segment));
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/api/journeys/named/{key}/figures",
            (string key, string? period, string? from, string? to, string? segment, ExportNamed feature, HttpContext http) => Answered.File(
                async ct => (await feature.Export(key, period, from, to, segment, ct)).AsFile(key), http))
        .RequirePermission(JourneysPermissions.Read).WithTags("Journeys")
        .WithSummary("A named journey month by month as CSV").Produces(200, contentType: "text/csv");
}
