using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Journeys.Keeping;
using Throughline.Platform.OurCompany;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Storage;
using Throughline.Platform.Ui;

namespace Throughline.Journeys.Named;

/// <summary>Adds a named journey or changes one.</summary>
public sealed class SaveNamed(ThroughlineDb db, ListNamed list, Ownership ownership, DepartmentNames departments) : IFeature
{
    /// <param name="Version">The version that was read, 0 for one that must be new; without it whatever is there is changed.</param>
    public sealed record Request(
        string? Key, string? Name, string? Description, string? Goal, NamedOwner? Owner,
        [property: NullIsTold] IReadOnlyList<NamedStep>? Steps,
        long? WindowSeconds, double? TargetShare, long? TargetSeconds, int? Version = null);

    public abstract record Outcome;
    public sealed record Saved(NamedCard Journey, bool IsNew) : Outcome;
    public sealed record Refused(string Code, IReadOnlyList<Fault> Faults) : Outcome;

    /// <summary>A colleague has named it.</summary>
    public sealed record NotYours(NamedCard Journey) : Outcome;

    /// <summary>Somebody else has changed it since this version was read.</summary>
    /// <param name="Now">As it is now; null when it was removed.</param>
    public sealed record Overtaken(NamedCard? Now) : Outcome;

    public async Task<Outcome> Save(string key, Request request, Actor by, CancellationToken ct)
    {
        var faults = CheckNamed.FaultsIn(key, request);
        if (faults.Count > 0) return new Refused("invalid", faults);
        var named = db.NamedJourneys;
        var found = await named.FirstOrDefaultAsync(j => j.Key == key, ct);
        if (found is not null && !ownership.MayChange(found.NamedById, by)) return new NotYours((await list.Show(key, ct))!);
        if (request.Version is { } read && read != (found?.Version ?? 0)) return new Overtaken(await list.Show(key, ct));
        if (found is null && await named.CountAsync(ct) >= ListNamed.Most)
            return new Refused("too_many", [new Fault("key", $"There are already {ListNamed.Most} named journeys. Remove one you no longer need.")]);
        var journey = found
            ?? new NamedJourney { Key = key, Name = "", Goal = "", Department = "", Steps = [], WindowSeconds = 1, NamedById = by.User, Version = 0 };
        if (found is null) db.Add(journey);
        Fill(journey, request with { Owner = request.Owner! with { Department = await departments.Named(request.Owner.Department, ct) } });
        (journey.ChangedBy, journey.Version) = (by.Name, journey.Version + 1);
        db.Audit(by, found is null ? "journey.named" : "journey.changed", $"journey:{key}",
            new { journey.Department, journey.TargetShare, journey.TargetSeconds, steps = journey.Steps.Count });
        try
        {
            if (!await db.TrySave(ct))
                return new Refused("taken", [new Fault("key", "A journey with this key was just added. Reload it and try again.")]);
        }
        catch (DbUpdateConcurrencyException) // Both passed the check above; the version in the row stops the second.
        {
            return new Overtaken(await list.Show(key, ct));
        }
        return new Saved((await list.Show(key, ct))!, found is null);
    }

    private static void Fill(NamedJourney journey, Request request)
    {
        journey.Name = request.Name!.Trim();
        journey.Description = request.Description.NullIfBlank()?.Trim();
        journey.Goal = request.Goal!.Trim();
        journey.Department = request.Owner!.Department!;
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
                NotYours => Ownership.NotYours("journey"),
                Overtaken overtaken => Overtaking.Problem(
                    overtaken.Now is { } now
                        ? Words.Say($"{now.ChangedBy ?? Words.Say("Someone else")} edited this journey in the meantime; "
                            + $"it is now version {now.Version}. Reload it and apply your change again.")
                        : Words.Say("The journey was removed in the meantime. Reload the list, or save it without a version.")),
                var other => throw new InvalidOperationException($"Unknown outcome {other}."),
            })
        .RequirePermission(JourneysPermissions.Keep).WithTags("Journeys").WithSummary("Adds or edits a named journey").Produces<NamedCard>();
}
