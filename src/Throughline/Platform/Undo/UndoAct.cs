using System.Data;
using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Security.Entry;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Undo;

/// <summary>Undoes what somebody did: everything it changed is as it was before, and that is on record too.</summary>
public sealed class UndoAct(ThroughlineDb db, PermissionTable permissions, IEnumerable<IWhenUndone> rooms, TimeProvider clock) : IFeature
{
    /// <summary>The header of an answer that names what undoes it.</summary>
    public const string Header = "Undo";

    public sealed record Shown(Guid Id, string Act, string Subject, string By, DateTimeOffset Until, DateTimeOffset? UndoneAt);

    public abstract record Outcome;
    public sealed record Undone(KeptAct Act) : Outcome;

    /// <summary>There is none, its time is over, or it is nobody's who asks.</summary>
    public sealed record NoSuchAct : Outcome;
    public sealed record Already : Outcome;

    /// <summary>What it changed was changed again since.</summary>
    public sealed record ChangedSince : Outcome;

    /// <summary>What can be undone, for who may.</summary>
    public async Task<KeptAct?> Find(Guid id, ClaimsPrincipal who, CancellationToken ct)
    {
        var (acts, now) = (db.KeptActs, clock.GetUtcNow());
        return await acts.AsNoTracking().FirstOrDefaultAsync(a => a.Id == id && a.Until > now, ct) is { } act && act.IsOf(Actor.Of(who))
            && permissions.Allows(who, act.Permission) ? act : null;
    }

    public async Task<Outcome> Undo(Guid id, ClaimsPrincipal who, CancellationToken ct)
    {
        if (await Find(id, who, ct) is null) return new NoSuchAct();
        var by = Actor.Of(who);
        await using var all = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, ct);
        var acts = db.KeptActs;
        if (await acts.FirstOrDefaultAsync(a => a.Id == id, ct) is not { } act) return new NoSuchAct();
        if (act.UndoneAt is not null) return new Already();
        var back = new WriteBack(db);
        foreach (var row in act.Rows.Reverse()) if (!await back.Put(row, ct)) return new ChangedSince();
        List<IWhenUndone> concerned = [.. rooms.Where(room => room.Concerns(act.Act))];
        foreach (var room in concerned) await room.Add(db, act, by, ct);
        act.UndoneAt = clock.GetUtcNow();
        act.Content = "[]"; // It is done once; nothing more is kept of it than needed.
        db.Audit(by, "act.undone", act.Subject, new { undone = act.Act });
        if (!await db.TrySave(ct)) return new ChangedSince();
        await all.CommitAsync(ct);
        foreach (var room in concerned) await room.Reload(db, ct);
        return new Undone(act);
    }

    /// <summary>Names in the answer what undoes it.</summary>
    public static IResult Told(HttpContext http, Guid? undo, IResult answer)
    {
        if (undo is { } id) http.Response.Headers[Header] = $"/api/undo/{id}";
        return answer;
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/undo/{id:guid}", async (Guid id, UndoAct feature, HttpContext http, CancellationToken ct) =>
                await feature.Find(id, http.User, ct) is { } act
                    ? Results.Ok(new Shown(act.Id, act.Act, act.Subject, act.By, act.Until, act.UndoneAt))
                    : NotFound())
            .RequirePermission(UndoPermissions.Undo).WithTags("Undo").WithSummary("What can be undone, and until when").Produces<Shown>();
        routes.MapPost("/api/undo/{id:guid}", async (Guid id, UndoAct feature, HttpContext http, CancellationToken ct) =>
                await feature.Undo(id, http.User, ct) switch
                {
                    Undone => Results.NoContent(),
                    Already => Problems.Of(StatusCodes.Status409Conflict, "undone_already", "This was already undone."),
                    ChangedSince => Overtaking.Problem("Some of these changes were edited again since, so they cannot be undone completely."),
                    _ => NotFound(),
                })
            .RequirePermission(UndoPermissions.Undo).WithTags("Undo")
            .WithSummary("Undoes what an answer named in its Undo header, within 30 minutes; only by the same colleague or an owner");
        routes.MapPost("/undo/{id:guid}", FromPage).RequirePermission(UndoPermissions.Undo).ExcludeFromDescription();
    }

    private static async Task<IResult> FromPage(Guid id, [FromForm] string? back, UndoAct feature, HttpContext http, CancellationToken ct)
    {
        var outcome = await feature.Undo(id, http.User, ct);
        var page = ReturnUrl.Local(back);
        return Results.LocalRedirect($"{page}{(page.Contains('?', StringComparison.Ordinal) ? '&' : '?')}undo={id}"
            + outcome switch { ChangedSince => "&undone=no", NoSuchAct => "&undone=late", _ => "" });
    }

    private static IResult NotFound() => Problems.Of(StatusCodes.Status404NotFound, "nothing_to_undo",
        "There is nothing with this ID you can undo: the time to undo has passed, or someone else did it.");
}
