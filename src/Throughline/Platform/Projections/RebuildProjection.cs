using Throughline.Contracts;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Projections;

/// <summary>Has a projection, or all of them, built again from the journal.</summary>
public sealed class RebuildProjection(ThroughlineDb db, ProjectionRunner projections) : IFeature
{
    public abstract record Outcome;
    public sealed record Asked : Outcome;
    public sealed record NoSuchProjection : Outcome;

    public async Task<Outcome> Ask(string name, Actor by, CancellationToken ct)
    {
        if (name != "all" && projections.Status().All(p => p.Name != name)) return new NoSuchProjection();
        db.Audit(by, "projection.rebuild-asked", $"projection:{name}");
        await db.SaveChangesAsync(ct);
        projections.Rebuild(name);
        return new Asked();
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/api/projections/{name}/rebuild", async (string name, RebuildProjection feature, HttpContext http, CancellationToken ct) =>
            await feature.Ask(name, Actor.Of(http.User), ct) switch
            {
                Asked => Results.Accepted("/api/status"),
                NoSuchProjection => Problems.Of(StatusCodes.Status404NotFound, "no_such_projection", $"There is no projection {name}. List the "
                    + $"projections at /api/status."),
                var other => throw new InvalidOperationException($"Unknown outcome {other}."),
            })
        .RequirePermission(StatusPermissions.Maintain).WithTags("Status").WithSummary("Rebuilds a projection (or all) from the journal");
}
