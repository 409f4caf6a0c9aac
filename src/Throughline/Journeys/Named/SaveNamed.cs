using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Storage;
using Throughline.Platform.Ui;

namespace Throughline.Journeys.Named;

/// <summary>Adds a named journey or changes one.</summary>
public sealed class SaveNamed(ThroughlineDb db)
{
    public sealed record Request(
        string? Key, string? Name, string? Description, string? Goal, NamedOwner? Owner, IReadOnlyList<NamedStep>? Steps, long? WindowSeconds, double? TargetShare, long? TargetSeconds);

    public abstract record Outcome;
    public sealed record Saved(NamedCard Journey, bool IsNew) : Outcome;
    public sealed record Refused(string Code, IReadOnlyList<Fault> Faults) : Outcome;

    public async Task<Outcome> Save(string key, Request request, Actor by, CancellationToken ct)
    {
        var faults = CheckNamed.FaultsIn(key, request);
        if (faults.Count > 0) return new Refused("invalid", faults);
        var named = db.NamedJourneys;
        var found = await named.FirstOrDefaultAsync(j => j.Key == key, ct);
        if (found is null && await named.CountAsync(ct) >= ListNamed.Most) return new Refused("too_many", [new Fault("key", $"There are {ListNamed.Most} named journeys already. Delete one that nobody looks at.")]);
        var journey = found ?? new NamedJourney { Key = key, Name = "", Goal = "", Department = "", Steps = [], WindowSeconds = 1 };
        if (found is null) db.Add(journey);
        Fill(journey, request);
        db.Audit(by, found is null ? "journey.named" : "journey.changed", $"journey:{key}", new { journey.Department, journey.TargetShare, journey.TargetSeconds, steps = journey.Steps.Count });
        if (!await db.TrySave(ct)) return new Refused("taken", [new Fault("key", "A journey of this key was added at this moment. Load it and try again.")]);
        return new Saved(NamedCard.Of(journey), found is null);
    }

    private static void Fill(NamedJourney journey, Request request)
    {
        journey.Name = request.Name!.Trim();
        journey.Description = request.Description.NullIfBlank()?.Trim();
        journey.Goal = request.Goal!.Trim();
        journey.Department = request.Owner!.Department!.Trim();
        journey.Person = request.Owner.Person.NullIfBlank()?.Trim();
        journey.Steps = [.. request.Steps!.Select(s => s with { Event = s.Event.Trim() })];
        journey.WindowSeconds = request.WindowSeconds!.Value;
        (journey.TargetShare, journey.TargetSeconds) = (request.TargetShare, request.TargetSeconds);
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPut("/api/journeys/named/{key}", async (string key, Request request, SaveNamed feature, HttpContext http, CancellationToken ct) =>
            await feature.Save(key, request, Actor.Of(http.User), ct) switch
            {
                Saved saved => Results.Json(saved.Journey, statusCode: saved.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK),
                Refused refused => Problems.Of(refused.Faults, refused.Code),
                var other => throw new InvalidOperationException($"Unknown outcome {other}."),
            })
        .RequirePermission(JourneysRoom.Keep).WithTags("Journeys").WithSummary("Adds or changes a named journey").Produces<NamedCard>();
}
