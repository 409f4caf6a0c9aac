using Throughline.Data.Webhooks.Receiving;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Security.Protection;
using Throughline.Platform.Storage;

namespace Throughline.Data.Webhooks;

/// <summary>Gives a webhook another secret; the old one ends at once.</summary>
public sealed class ReplaceSecret(ThroughlineDb db, OpenDoors open, Secrets secrets) : IFeature
{
    /// <param name="Secret">One that the other system gave; without it one is made.</param>
    public sealed record Request(string? Secret = null);

    public abstract record Outcome;

    /// <param name="Made">The new one, when it was made here: shown this once.</param>
    public sealed record Replaced(string? Made) : Outcome;

    public sealed record Refused(Fault Fault) : Outcome;
    public sealed record NoSuchWebhook : Outcome;

    public async Task<Outcome> Replace(string key, Request request, Actor by, CancellationToken ct)
    {
        if (WebhookSecret.FaultIn(request.Secret) is { } fault) return new Refused(fault);
        if (await db.Webhooks.FindAsync([key], ct) is not { } door) return new NoSuchWebhook();
        var made = string.IsNullOrWhiteSpace(request.Secret) ? WebhookSecret.Make() : null;
        door.Secret = secrets.Protect(made ?? request.Secret!.Trim(), door.Purpose);
        db.Audit(by, "webhook.secret-replaced", $"webhook:{key}");
        await db.SaveChangesAsync(ct);
        await open.Load(db, ct);
        return new Replaced(made);
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/api/webhooks/{key}/secret", async (string key, Request? request, ReplaceSecret feature, HttpContext http, CancellationToken ct) =>
            await feature.Replace(key, request ?? new Request(), Actor.Of(http.User), ct) switch
            {
                Replaced replaced => Results.Ok(new { secret = replaced.Made }),
                Refused refused => Problems.Of([refused.Fault]),
                NoSuchWebhook => ListWebhooks.NotFound(),
                var other => throw new InvalidOperationException($"Unknown outcome {other}."),
            })
        .RequirePermission(DataPermissions.ManageDoors).WithTags("Webhooks").WithSummary("Replaces a webhook's secret; a generated one is returned once");
}
