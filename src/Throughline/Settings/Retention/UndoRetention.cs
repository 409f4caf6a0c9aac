using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Storage;

namespace Throughline.Settings.Retention;

/// <summary>Takes the last change of the periods back, as long as nothing can have gone by it.</summary>
public sealed class UndoRetention(ThroughlineDb db, ChangeRetention change, TimeProvider clock) : IFeature
{
    public abstract record Outcome;
    public sealed record Undone : Outcome;

    /// <summary>Nothing was changed within a day, or it was undone.</summary>
    public sealed record NothingToUndo : Outcome;

    public async Task<Outcome> Undo(Actor by, CancellationToken ct)
    {
        await using var all = await db.Database.BeginTransactionAsync(ct);
        var (earlier, now) = (db.EarlierPeriods, clock.GetUtcNow());
        if (await earlier.Where(p => p.Until > now).OrderByDescending(p => p.Id).FirstOrDefaultAsync(ct) is not { } last) return new NothingToUndo();
        await db.Advance(ChangeRetention.Set, null, ct);
        db.Remove(last);
        await change.Put(last.Rules, ct);
        db.Audit(by, "retention.undone", "retention:periods", new { periods = last.Rules.Select(r => $"{r.Event}: {r.Days} days") });
        await db.SaveChangesAsync(ct);
        await all.CommitAsync(ct);
        return new Undone();
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/api/retention/undo", async (UndoRetention feature, ShowRetention show, HttpContext http, CancellationToken ct) =>
            await feature.Undo(Actor.Of(http.User), ct) switch
            {
                Undone => Results.Ok(await show.Show(ct)),
                _ => Problems.Of(StatusCodes.Status409Conflict, "nothing_to_undo", "No limits were changed in the last 24 hours."),
            })
        .RequirePermission(ChangeRetention.Permission).WithTags("Retention")
        .WithSummary("Undoes the last change of the limits, within 24 hours").Produces<ShowRetention.Answer>();
}
