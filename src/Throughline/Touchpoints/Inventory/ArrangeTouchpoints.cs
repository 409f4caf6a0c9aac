using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Storage;
using Throughline.Touchpoints.Rules;

namespace Throughline.Touchpoints.Inventory;

/// <summary>Moves touchpoints to another stage, many at once, and says in which order they stand in theirs.</summary>
public sealed class ArrangeTouchpoints(ThroughlineDb db, TouchpointsNow now) : IFeature
{
    /// <param name="Keys">Those that move; one that is not there is passed over.</param>
    public sealed record Request(IReadOnlyList<string>? Keys, string? Stage);

    public abstract record Outcome;

    /// <param name="Moved">How many stand elsewhere now.</param>
    public sealed record Arranged(int Moved) : Outcome;

    public sealed record NoSuchStage : Outcome;

    public async Task<Outcome> Move(Request request, Actor by, CancellationToken ct)
    {
        if (now.Book.Lanes.All(s => s.Key != request.Stage)) return new NoSuchStage();
        var (touchpoints, keys) = (db.Touchpoints, request.Keys ?? []);
        var moving = await touchpoints.Where(t => keys.Contains(t.Key) && t.Stage != request.Stage).ToListAsync(ct);
        foreach (var touchpoint in moving)
        {
            (touchpoint.Stage, touchpoint.Version) = (request.Stage!, touchpoint.Version + 1);
            db.Audit(by, "touchpoint.moved", $"touchpoint:{touchpoint.Key}", new { stage = request.Stage });
        }
        if (moving.Count > 0) await now.Save(db, reassigns: true, ct);
        return new Arranged(moving.Count);
    }

    /// <summary>Puts one before the touchpoint above it in its stage. Of rules that are alike, the one above wins.</summary>
    public async Task<Outcome> Up(string key, Actor by, CancellationToken ct)
    {
        var touchpoints = db.Touchpoints;
        if (await touchpoints.FirstOrDefaultAsync(t => t.Key == key, ct) is not { } lower) return new Arranged(0);
        var upper = await touchpoints.Where(t => t.Stage == lower.Stage && t.Place < lower.Place).OrderByDescending(t => t.Place).FirstOrDefaultAsync(ct);
        if (upper is null) return new Arranged(0);
        (upper.Place, lower.Place) = (lower.Place, upper.Place);
        db.Audit(by, "touchpoint.moved", $"touchpoint:{key}", new { before = upper.Key });
        await now.Save(db, reassigns: true, ct);
        return new Arranged(1);
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/api/touchpoints/move", async (Request request, ArrangeTouchpoints feature, HttpContext http, CancellationToken ct) =>
            await feature.Move(request, Actor.Of(http.User), ct) switch
            {
                Arranged arranged => Results.Ok(arranged),
                _ => Problems.Of([new Fault("stage", $"There is no stage \"{request.Stage}\". List the stages to find the right one.")], "unknown_stage"),
            })
        .RequirePermission(TouchpointsPermissions.Write).WithTags("Touchpoints")
        .WithSummary("Moves several touchpoints to another stage").Produces<Arranged>();
}
