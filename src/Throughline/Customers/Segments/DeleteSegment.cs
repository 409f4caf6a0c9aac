using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Storage;

namespace Throughline.Customers.Segments;

/// <summary>Deletes a segment. Its customers stay as they are.</summary>
public sealed class DeleteSegment(ThroughlineDb db) : IFeature
{
    public abstract record Outcome;
    public sealed record Deleted : Outcome;
    public sealed record NoSuchSegment : Outcome;

    public async Task<Outcome> Delete(string key, Actor by, CancellationToken ct)
    {
        var segments = db.Segments;
        return await db.DeleteOnRecord(segments.Where(s => s.Key == key), by, "segment.deleted", $"segment:{key}", ct) ? new Deleted() : new NoSuchSegment();
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapDelete("/api/segments/{key}", async (string key, DeleteSegment feature, HttpContext http, CancellationToken ct) =>
            await feature.Delete(key, Actor.Of(http.User), ct) is Deleted ? Results.NoContent() : ListSegments.NotFound())
            .RequirePermission(SegmentPermissions.Write).WithTags("Segments").WithSummary("Deletes a segment; its customers stay as they are");
        api.MapPost("/customers/segments/{key}/delete", async (string key, DeleteSegment feature, HttpContext http, CancellationToken ct) =>
            {
                await feature.Delete(key, Actor.Of(http.User), ct);
                return Results.LocalRedirect("/customers/segments?said=deleted");
            })
            .RequirePermission(SegmentPermissions.Write).ExcludeFromDescription();
    }
}
