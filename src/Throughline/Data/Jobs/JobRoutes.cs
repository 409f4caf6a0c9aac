using Microsoft.AspNetCore.Http.HttpResults;
using Throughline.Contracts;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;

namespace Throughline.Data.Jobs;

/// <summary>The part of the page that changes by itself, and its buttons.</summary>
public sealed class JobRoutes : IFeature
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/data/jobs/now", () => new RazorComponentResult<JobTable>())
            .RequirePermission(StatusPermissions.ReadStatus)
            .ExcludeFromDescription();
        routes.MapPost("/data/jobs/{id}/stop", async (string id, SteerJob feature, HttpContext http, CancellationToken ct) =>
            Results.Redirect(Said(await feature.Stop(id, Actor.Of(http.User), ct), "stopped")))
            .RequirePermission(StatusPermissions.Maintain).ExcludeFromDescription();
        routes.MapPost("/data/jobs/{id}/resume", async (string id, SteerJob feature, HttpContext http, CancellationToken ct) =>
            Results.Redirect(Said(await feature.Resume(id, Actor.Of(http.User), ct), "resumed")))
            .RequirePermission(StatusPermissions.Maintain).ExcludeFromDescription();
    }

    private static string Said(SteerJob.Outcome outcome, string done) => $"/data/jobs?said={(outcome is SteerJob.Steered ? done : "gone")}";
}
