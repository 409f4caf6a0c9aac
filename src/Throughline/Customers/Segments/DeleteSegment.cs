using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;

namespace Throughline.Customers.Segments;

/// <summary>Deletes a segment. Its customers stay as they are.</summary>
public sealed class DeleteSegment(ThroughlineDb db)
{
    public abstract record Outcome;
    public sealed record Deleted : Outcome;
    public sealed record NoSuchSegment : Outcome;

    public async Task<Outcome> Delete(string key, CancellationToken ct)
    {
        var segments = db.Segments;
        return await segments.Where(s => s.Key == key).ExecuteDeleteAsync(ct) > 0 ? new Deleted() : new NoSuchSegment();
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapDelete("/api/segments/{key}", async (string key, DeleteSegment feature, CancellationToken ct) => await feature.Delete(key, ct) is Deleted ? Results.NoContent() : ListSegments.NotFound())
            .RequirePermission(CustomersRoom.WriteSegments).WithTags("Segments").WithSummary("Deletes a segment; its customers stay as they are");
        api.MapPost("/customers/segments/{key}/delete", async (string key, DeleteSegment feature, CancellationToken ct) =>
            {
                await feature.Delete(key, ct);
                return Results.LocalRedirect("/customers/segments?said=deleted");
            })
            .RequirePermission(CustomersRoom.WriteSegments).ExcludeFromDescription();
    }
}
