using Throughline.Contracts;
using Throughline.Data.Tracking;
using Throughline.Data.Webhooks.Mapping;
using Throughline.Platform.Journal;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;

namespace Throughline.Data.Webhooks.Receiving;

/// <summary>Takes what another system posts to its door, and answers when it is on disk.</summary>
[OneForAll]
public sealed class TakeWebhook(OpenDoors doors, IJournal journal, TimeProvider clock, ILogger<TakeWebhook> log) : IFeature
{
    private const string NoSuchDoor = "no_such_door", NotProven = "not_authenticated";

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/hooks/{key}", (string key, HttpContext http, TakeWebhook feature) =>
            TrackingRoutes.Guarded(http, feature.Log, () => feature.Take(http, key), StatusOf))
        .Public("other systems send here; the door's own secret or signature is checked by the route itself").DisableRateLimiting()
        .WithTags("Webhooks").WithSummary("Receives messages from another system, using the webhook's mapping");

    private ILogger Log => log;

    private async Task<ReadOnlyMemory<byte>> Take(HttpContext http, string key)
    {
        var door = doors.Find(key) ?? throw new SegmentRefusal(NoSuchDoor, "There is no webhook at this address. Check the address with the person who "
            + "set it up.");
        if (!door.Proof.NeedsBody && !door.Proof.Accepts(http.Request, [], clock.GetUtcNow())) throw Stranger();
        var body = await IntakeReader.Read(http.Request, http.RequestAborted);
        try
        {
            if (door.Proof.NeedsBody && !door.Proof.Accepts(http.Request, body, clock.GetUtcNow())) throw Stranger();
            return await Append(door, body, http.Request.ContentType);
        }
        finally
        {
            IntakeReader.Return(body);
        }
    }

    private async Task<ReadOnlyMemory<byte>> Append(OpenDoor door, Memory<byte> body, string? contentType)
    {
        var now = clock.GetUtcNow().ToMicroseconds();
        using var json = WebhookBody.Read(body, contentType);
        door.Tally.Keep(json.RootElement, now);
        var read = new WebhookReader(door.Key, door.Mapping, now).Read(json.RootElement);
        var repeated = 0;
        if (read.Batch.Interactions.Count + read.SetAside.Count > 0) repeated = (await journal.Append(read.Batch, CancellationToken.None)).Repeated;
        door.Tally.Count(read.Batch.Interactions.Count - repeated, repeated, read.SetAside.Count, now);
        return TrackingRoutes.Accepted(read.Batch.Interactions.Count, read.SetAside);
    }

    // The same for a missing, a wrong and a stale secret: whoever guesses learns nothing.
    private static SegmentRefusal Stranger() => new(NotProven, "The secret or signature of this call is missing or wrong.");

    private static int StatusOf(SegmentRefusal refusal) => refusal.Code switch
    {
        NoSuchDoor => StatusCodes.Status404NotFound,
        NotProven => StatusCodes.Status401Unauthorized,
        "too_large" or "too_many_events" => StatusCodes.Status413PayloadTooLarge,
        _ => StatusCodes.Status400BadRequest,
    };
}
