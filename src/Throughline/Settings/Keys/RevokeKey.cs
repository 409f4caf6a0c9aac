using Throughline.Platform.Rooms;
using Throughline.Platform.Security;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Security.Keys;
using Throughline.Platform.Storage;
using Throughline.Platform.Undo;

namespace Throughline.Settings.Keys;

/// <summary>Ends a key at once. Its row stays, so that the record of who used what stays readable.</summary>
public sealed class RevokeKey(ThroughlineDb db, KeyRing ring, KeepForUndo undo, TimeProvider clock) : IFeature
{
    public abstract record Outcome;
    public sealed record Revoked(Guid? Undo) : Outcome;
    public sealed record NoSuchKey : Outcome;

    public async Task<Outcome> Revoke(KeyId id, Actor by, CancellationToken ct)
    {
        if (await db.Keys.FindAsync([id], ct) is not { } key) return new NoSuchKey();
        if (key.IsRevoked) return new Revoked(null);
        key.Revoke(clock.GetUtcNow());
        var kept = undo.Keep(by, "key.revoked", $"key:{id.Value}", SecurityPermissions.ManageKeys, "The key “{0}” was revoked.", key.Name);
        db.Audit(by, "key.revoked", $"key:{id.Value}");
        await db.SaveChangesAsync(ct);
        await ring.Load(db, ct);
        return new Revoked(kept);
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapDelete("/api/keys/{id:guid}", async (Guid id, RevokeKey feature, HttpContext http, CancellationToken ct) =>
            await feature.Revoke(new KeyId(id), Actor.Of(http.User), ct) switch
            {
                Revoked revoked => UndoAct.Told(http, revoked.Undo, Results.NoContent()),
                NoSuchKey => Problems.Of(StatusCodes.Status404NotFound, "no_such_key", "There is no key with this ID. List the keys to find the right one."),
                var other => throw new InvalidOperationException($"Unknown outcome {other}."),
            })
        .RequirePermission(SecurityPermissions.ManageKeys).WithTags("Keys").WithSummary("Revokes a key immediately");
}
