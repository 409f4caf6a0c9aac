using Microsoft.EntityFrameworkCore;
using Throughline.Journeys.Keeping;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;
using Throughline.Platform.Undo;

namespace Throughline.Journeys.Named;

/// <summary>Removes a named journey; no interaction is touched.</summary>
public sealed class DeleteNamed(ThroughlineDb db, Ownership ownership, KeepForUndo undo) : IFeature
{
    public abstract record Outcome;
    public sealed record Deleted(string Name, Guid Undo) : Outcome;
    public sealed record NoSuchJourney : Outcome;

    /// <summary>A colleague has named it.</summary>
    public sealed record NotYours : Outcome;

    public async Task<Outcome> Delete(string key, Actor by, CancellationToken ct)
    {
        var named = db.NamedJourneys;
        if (await named.AsNoTracking().FirstOrDefaultAsync(j => j.Key == key, ct) is not { } journey) return new NoSuchJourney();
        if (!ownership.MayChange(journey.NamedById, by)) return new NotYours();
        return await undo.DeleteOnRecord(named.Where(j => j.Key == key), by, "journey.removed", $"journey:{key}", JourneysPermissions.Keep,
            "The journey “{0}” was removed.", j => j.Name, $"/journeys/named/{key}", ct) is { } kept
            ? new Deleted(journey.Name, kept)
            : new NoSuchJourney();
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapDelete("/api/journeys/named/{key}", async (string key, DeleteNamed feature, HttpContext http, CancellationToken ct) =>
            await feature.Delete(key, Actor.Of(http.User), ct) switch
            {
                Deleted deleted => UndoAct.Told(http, deleted.Undo, Results.NoContent()),
                NotYours => Ownership.NotYours("journey"),
                NoSuchJourney => ListNamed.NotFound(),
                var other => throw new InvalidOperationException($"Unknown outcome {other}."),
            })
        .RequirePermission(JourneysPermissions.Keep).WithTags("Journeys").WithSummary("Removes a named journey");
}
