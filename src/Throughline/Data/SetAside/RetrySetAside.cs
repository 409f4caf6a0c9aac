using System.Text;
using Throughline.Contracts;
using Throughline.Data.Tracking;
using Throughline.Data.Webhooks;
using Throughline.Data.Webhooks.Mapping;
using Throughline.Data.Webhooks.Receiving;
using Throughline.Platform.Journal;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Storage;

namespace Throughline.Data.SetAside;

/// <summary>Hands something that was set aside to its door again, as it came or as a person has mended it.</summary>
public sealed class RetrySetAside(IJournal journal, OpenDoors doors, ThroughlineDb db) : IFeature
{
    /// <param name="Body">The mended JSON; null tries it as it came.</param>
    public sealed record Request(string? Body = null);

    public abstract record Outcome;
    public sealed record Taken(long Position) : Outcome;
    public sealed record StillNotUnderstood(string Code, string Why) : Outcome;
    public sealed record NoSuchItem : Outcome;

    public async Task<Outcome> Retry(long id, Request request, Actor by, CancellationToken ct)
    {
        if (Find(id) is not { } item) return new NoSuchItem();
        var (interactions, problem) = Understand(item, request);
        // The journal is a database of its own: on record comes first, so that nothing is ever done that is not.
        db.Audit(by, "set-aside.retried", $"set-aside:{id}", new { mended = request.Body is not null, understood = problem is null });
        await db.SaveChangesAsync(ct);
        return problem is null ? await Take(id, interactions, ct) : new StillNotUnderstood(problem.Code, problem.Message);
    }

    /// <summary>The same as one of many, which are on record together.</summary>
    internal async Task<Outcome> Retry(long id, Request request, CancellationToken ct)
    {
        if (Find(id) is not { } item) return new NoSuchItem();
        var (interactions, problem) = Understand(item, request);
        return problem is null ? await Take(id, interactions, ct) : new StillNotUnderstood(problem.Code, problem.Message);
    }

    private SetAsideItem? Find(long id) => journal.SetAside.List(id + 1, 1) is [var item] && item.Id == id ? item : null;

    private (IReadOnlyList<Interaction>, EventProblem?) Understand(SetAsideItem item, Request request)
    {
        if (item.Door.StartsWith("import/", StringComparison.Ordinal)) return ([], new("import_again",
            Words.Say("Fix the row in its file and import the file again. What is already in the journal is not added twice.")));
        var body = request.Body is { } mended ? Encoding.UTF8.GetBytes(mended) : item.Body;
        return item.Door.StartsWith(WebhookDoor.DoorPrefix, StringComparison.Ordinal) ? ReadHook(item, body) : Read(item, body);
    }

    private async Task<Outcome> Take(long id, IReadOnlyList<Interaction> interactions, CancellationToken ct)
    {
        var receipt = await journal.Append(new Batch(interactions, []), ct);
        journal.SetAside.Remove([id]);
        return new Taken(receipt.LastPosition);
    }

    // Under the mapping as it is now, which a colleague may have mended.
    private (IReadOnlyList<Interaction>, EventProblem?) ReadHook(SetAsideItem item, byte[] body)
    {
        var key = item.Door[WebhookDoor.DoorPrefix.Length..];
        if (doors.Find(key) is not { } door) return ([], new("no_such_door", $"The webhook {key} is closed. Open one of this key again, or discard this."));
        try
        {
            using var json = WebhookBody.Read(body, null);
            var read = new WebhookReader(key, door.Mapping, item.FirstAt).Read(json.RootElement);
            if (read.SetAside is [var (_, not), ..]) return ([], new(not.Code, not.Message));
            return read.Batch.Interactions is { Count: > 0 } some ? (some, null) : ([], new("no_items", "The list in this call is empty."));
        }
        catch (SegmentRefusal refusal)
        {
            return ([], new(refusal.Code, refusal.Message));
        }
    }

    private static (IReadOnlyList<Interaction>, EventProblem?) Read(SetAsideItem item, byte[] body)
    {
        var kind = Enum.TryParse<InteractionKind>(item.Door.Split('/')[^1], ignoreCase: true, out var given) ? given : (InteractionKind?)null;
        // It was received then, so its time is corrected by what the clocks showed then.
        var call = new TrackingCall(kind, item.Source, item.FirstAt, null, KeepFullIp: true);
        var json = kind is null ? InBatch(body, item.SentAt) : body;
        try
        {
            var parser = new TrackingParser(call);
            var batch = parser.Parse(json, TrackingBody.Read(json));
            return batch.Interactions is [var interaction]
                ? ([interaction], null)
                : ([], parser.SetAside is [var (_, not), ..]
                    ? new EventProblem(not.Code, not.Message)
                    : new EventProblem("not_one_event", "Provide exactly one event."));
        }
        catch (SegmentRefusal refusal)
        {
            return ([], new EventProblem(refusal.Code, refusal.Message));
        }
    }

    private static byte[] InBatch(byte[] body, long? sentAt) =>
        [.. Encoding.UTF8.GetBytes($"{{\"sentAt\":{(sentAt is { } at ? $"\"{Instants.FromMicroseconds(at):O}\"" : "null")},\"batch\":["), .. body, .. "]}"u8];

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/api/set-aside/{id:long}/retry", async (long id, Request? request, RetrySetAside feature, HttpContext http, CancellationToken ct) =>
            await feature.Retry(id, request ?? new Request(), Actor.Of(http.User), ct) switch
            {
                Taken taken => Results.Ok(new { position = taken.Position }),
                StillNotUnderstood not => Problems.Of(StatusCodes.Status422UnprocessableEntity, not.Code, not.Why),
                NoSuchItem =>
                    Problems.Of(StatusCodes.Status404NotFound, "no_such_item", "There is no such item; it may have been retried or discarded already."),
                var other => throw new InvalidOperationException($"Unknown outcome {other}."),
            })
        .RequirePermission(DataPermissions.MendData).WithTags("Set aside").WithSummary("Retries a set-aside item, unchanged or fixed");
}
