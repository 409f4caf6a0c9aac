using Throughline.Platform.Rooms;
using Throughline.Platform.Security;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Security.Keys;
using Throughline.Platform.Storage;

namespace Throughline.Settings.Keys;

/// <summary>Ends a key at once. Its row stays, so that the record of who used what stays readable.</summary>
public sealed class RevokeKey(ThroughlineDb db, KeyRing ring, TimeProvider clock) : IFeature
{
    public abstract record Outcome;
    public sealed record Revoked : Outcome;
    public sealed record NoSuchKey : Outcome;

    public async Task<Outcome> Revoke(KeyId id, Actor by, CancellationToken ct)
    {
        if (await db.Keys.FindAsync([id], ct) is not { } key) return new NoSuchKey();
        if (!key.IsRevoked) db.Audit(by, "key.revoked", $"key:{id.Value}");
        key.Revoke(clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        await ring.Load(db, ct);
        return new Revoked();
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapDelete("/api/keys/{id:guid}", async (Guid id, RevokeKey feature, HttpContext http, CancellationToken ct) =>
            await feature.Revoke(new KeyId(id), Actor.Of(http.User), ct) switch
            {
                Revoked => Results.NoContent(),
                NoSuchKey => Problems.Of(StatusCodes.Status404NotFound, "no_such_key", "There is no key with this id. GET /api/keys lists them."),
                var other => throw new InvalidOperationException($"Unknown outcome {other}."),
            })
        .RequirePermission(SecurityPermissions.ManageKeys).WithTags("Keys").WithSummary("Revokes a key; it ends at once");
}
