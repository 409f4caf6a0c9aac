using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Storage;
using Throughline.Platform.Undo;
using Throughline.Touchpoints.Rules;

namespace Throughline.Touchpoints.Inventory;

/// <summary>Removes a touchpoint; its interactions go to whatever rule fits next, or are unassigned. Its history stays.</summary>
public sealed class DeleteTouchpoint(ThroughlineDb db, TouchpointsNow now, KeepForUndo undo, TimeProvider clock) : IFeature
{
    public abstract record Outcome;
    public sealed record Deleted(string Name, Guid Undo) : Outcome;
    public sealed record NoSuchTouchpoint : Outcome;

    public async Task<Outcome> Delete(string key, Actor by, CancellationToken ct)
    {
        var touchpoints = db.Touchpoints;
        if (await touchpoints.FirstOrDefaultAsync(t => t.Key == key, ct) is not { } touchpoint) return new NoSuchTouchpoint();
        db.Remove(touchpoint);
        db.Add(new HistoryEntry { TouchpointKey = key, At = clock.GetUtcNow(), Who = by.Name, What = HistoryEntry.Removed, Was = touchpoint.Owner });
        var kept = undo.Keep(by, "touchpoint.removed", $"touchpoint:{key}", TouchpointsPermissions.Write,
            "The touchpoint “{0}” was removed.", touchpoint.Name, $"/touchpoints/{key}");
        db.Audit(by, "touchpoint.removed", $"touchpoint:{key}");
        await now.Save(db, reassigns: true, ct);
        return new Deleted(touchpoint.Name, kept);
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapDelete("/api/touchpoints/{key}", async (string key, DeleteTouchpoint feature, HttpContext http, CancellationToken ct) =>
            await feature.Delete(key, Actor.Of(http.User), ct) switch
            {
                Deleted deleted => UndoAct.Told(http, deleted.Undo, Results.NoContent()),
                NoSuchTouchpoint => UnknownTouchpoint.Problem(),
                var other => throw new InvalidOperationException($"Unknown outcome {other}."),
            })
        .RequirePermission(TouchpointsPermissions.Write).WithTags("Touchpoints")
        .WithSummary("Removes a touchpoint; its interactions move to the next matching rule");
}
