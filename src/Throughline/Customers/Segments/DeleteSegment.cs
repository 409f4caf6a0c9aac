using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;
using Throughline.Platform.Undo;

namespace Throughline.Customers.Segments;

/// <summary>Deletes a segment. Its customers stay as they are.</summary>
public sealed class DeleteSegment(ThroughlineDb db, KeepForUndo undo) : IFeature
{
    public abstract record Outcome;
    public sealed record Deleted(Guid Undo) : Outcome;
    public sealed record NoSuchSegment : Outcome;

    public async Task<Outcome> Delete(string key, Actor by, CancellationToken ct)
    {
        var segments = db.Segments;
        return await undo.DeleteOnRecord(segments.Where(s => s.Key == key), by, "segment.deleted", $"segment:{key}", SegmentPermissions.Write,
            "The segment “{0}” was deleted.", s => s.Name, $"/customers/segments/{key}", ct) is { } kept ? new Deleted(kept) : new NoSuchSegment();
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapDelete("/api/segments/{key}", async (string key, DeleteSegment feature, HttpContext http, CancellationToken ct) =>
            await feature.Delete(key, Actor.Of(http.User), ct) is Deleted deleted
                ? UndoAct.Told(http, deleted.Undo, Results.NoContent())
                : ListSegments.NotFound())
            .RequirePermission(SegmentPermissions.Write).WithTags("Segments").WithSummary("Deletes a segment; its customers are not affected");
        api.MapPost("/customers/segments/{key}/delete", async (string key, DeleteSegment feature, HttpContext http, CancellationToken ct) =>
            {
                var undo = (await feature.Delete(key, Actor.Of(http.User), ct) as Deleted)?.Undo;
                return Results.LocalRedirect(undo is null ? "/customers/segments" : $"/customers/segments?undo={undo}");
            })
            .RequirePermission(SegmentPermissions.Write).ExcludeFromDescription();
    }
}
