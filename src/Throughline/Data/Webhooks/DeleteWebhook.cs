using Throughline.Data.Webhooks.Receiving;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Storage;
using Throughline.Platform.Undo;

namespace Throughline.Data.Webhooks;

/// <summary>Closes a webhook for good. What came by it stays.</summary>
public sealed class DeleteWebhook(ThroughlineDb db, OpenDoors open, KeepForUndo undo) : IFeature
{
    public abstract record Outcome;
    public sealed record Deleted(string Name, Guid Undo) : Outcome;
    public sealed record NoSuchWebhook : Outcome;

    public async Task<Outcome> Delete(string key, Actor by, CancellationToken ct)
    {
        if (await db.Webhooks.FindAsync([key], ct) is not { } door) return new NoSuchWebhook();
        db.Remove(door);
        var kept = undo.Keep(by, "webhook.closed", $"webhook:{key}", DataPermissions.ManageDoors,
            "The webhook “{0}” was closed.", door.Name, $"/data/webhooks/{key}");
        db.Audit(by, "webhook.closed", $"webhook:{key}");
        await db.SaveChangesAsync(ct);
        await open.Load(db, ct);
        return new Deleted(door.Name, kept);
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapDelete("/api/webhooks/{key}", async (string key, DeleteWebhook feature, HttpContext http, CancellationToken ct) =>
            await feature.Delete(key, Actor.Of(http.User), ct) switch
            {
                Deleted deleted => UndoAct.Told(http, deleted.Undo, Results.NoContent()),
                NoSuchWebhook => ListWebhooks.NotFound(),
                var other => throw new InvalidOperationException($"Unknown outcome {other}."),
            })
        .RequirePermission(DataPermissions.ManageDoors).WithTags("Webhooks").WithSummary("Closes a webhook; everything it received is kept");
}
