using Throughline.Platform.Outbox;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Storage;

namespace Throughline.Data.Deliveries;

/// <summary>Tries a fact again now that could not be handed on, without waiting for its pause to end.</summary>
public sealed class RetryDelivery(ShowDeliveries deliveries, ThroughlineDb db, SavedSignal<OutboxRow> facts) : IFeature
{
    public abstract record Outcome;
    public sealed record TriedAgain : Outcome;

    /// <summary>It was taken meanwhile.</summary>
    public sealed record NoSuchDelivery : Outcome;

    public async Task<Outcome> Retry(long id, Actor by, CancellationToken ct)
    {
        await using (var both = await db.Database.BeginTransactionAsync(ct))
        {
            if (!await deliveries.Retry(id, ct)) return new NoSuchDelivery();
            db.Audit(by, "delivery.retried", $"delivery:{id}");
            await db.SaveChangesAsync(ct);
            await both.CommitAsync(ct);
        }
        facts.Wake(); // Only now can it be seen that it is due.
        return new TriedAgain();
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/api/deliveries", (ShowDeliveries feature, CancellationToken ct) => feature.Show(ct))
            .RequirePermission(DataPermissions.MendData).WithTags("Deliveries")
            .WithSummary("Pending and failed deliveries of facts").Produces<ShowDeliveries.Answer>();
        api.MapPost("/api/deliveries/{id:long}/retry", async (long id, RetryDelivery feature, HttpContext http, CancellationToken ct) =>
            await feature.Retry(id, Actor.Of(http.User), ct) switch
            {
                TriedAgain => Results.Accepted("/api/deliveries"),
                NoSuchDelivery => Problems.Of(StatusCodes.Status404NotFound, "no_such_delivery", "There is no such delivery; it may have been made already."),
                var other => throw new InvalidOperationException($"Unknown outcome {other}."),
            }).RequirePermission(DataPermissions.MendData).WithTags("Deliveries").WithSummary("Retries a failed delivery now");
    }
}
