using Throughline.Contracts;
using Throughline.Platform.Csv;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Time;
using Throughline.Platform.Ui;
using Throughline.Statistics.Numerics;
using Throughline.Statistics.Scores;

namespace Throughline.Touchpoints.About;

/// <summary>What the charts of a touchpoint show, as a file: the period in equal parts.</summary>
public sealed class ExportTouchpoint(AboutTouchpoint about, ISegments segments, Viewer viewer, TimeProvider clock) : IFeature
{
    private static readonly string[] Columns = ["from", "customers", "interactions", "reached", "judged", "share", "low", "high", "share_before"];

    /// <param name="segment">The key of one, as the page has it; one that is gone is everybody, there and here.</param>
    /// <returns>Null when there is no such touchpoint.</returns>
    public async Task<Sheet?> Export(string key, string? period, string? from, string? to, string? segment, CancellationToken ct)
    {
        var days = Period.Read(period, from, to, clock.GetUtcNow(), viewer.Calendar);
        var customers = string.IsNullOrWhiteSpace(segment) ? null : await segments.Customers(segment, ct);
        var asked = new AboutTouchpoint.Request(days.From, days.To) { Customers = customers };
        if (await about.Show(key, asked, ct) is not AboutTouchpoint.Found found) return null;
        return new Sheet(Columns, found.Course.Select(part => Row(part, found.Change?.Before)))
            .With(("touchpoint", key), ("segment", customers is null ? null : segment));
    }

    private static string?[] Row(AboutTouchpoint.Part part, double? before)
    {
        Interval? interval = part.Judged == 0 ? null : Proportion.Wilson(part.Reached, part.Judged).Interval;
        return
        [
            Sheet.Time(part.At), Sheet.Number((long)part.Customers), Sheet.Number(part.Interactions), Sheet.Number((long)part.Reached),
            Sheet.Number((long)part.Judged), Sheet.Number(part.Judged == 0 ? null : (double)part.Reached / part.Judged), Sheet.Number(interval?.Low),
            Sheet.Number(interval?.High), Sheet.Number(before),
        ];
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/api/touchpoints/{key}/figures",
            async (string key, string? period, string? from, string? to, string? segment, ExportTouchpoint feature, HttpContext http, CancellationToken ct) =>
            {
                try
                {
                    return await feature.Export(key, period, from, to, segment, ct) is { } sheet
                        ? sheet.AsFile(key)
                        : Problems.Of(StatusCodes.Status404NotFound, "no_such_touchpoint", $"There is no touchpoint '{key}'.");
                }
                catch (JourneysCatchUpException e)
                {
                    http.Response.Headers.RetryAfter = "1";
                    return Problems.Of(StatusCodes.Status503ServiceUnavailable, "catching_up", e.Message);
                }
            })
        .RequirePermission(TouchpointsPermissions.Read).WithTags("Touchpoints")
        .WithSummary("The charts of a touchpoint as CSV").Produces(200, contentType: "text/csv");
}
