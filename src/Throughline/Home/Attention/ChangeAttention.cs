using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;

namespace Throughline.Home.Attention;

/// <summary>Puts away what needs attention, for oneself: seen, later, or new again; or takes it, for all.</summary>
public sealed class ChangeAttention(ThroughlineDb db, ShowAttention attention, TimeProvider clock) : IFeature
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(180), LongestSnooze = TimeSpan.FromDays(366);

    /// <param name="State"><c>new</c>, <c>seen</c>, <c>snoozed</c> or <c>mine</c>.</param>
    /// <param name="Until">With <c>snoozed</c>: when to hear of it again.</param>
    public sealed record Request(string? State, DateTimeOffset? Until = null);

    public abstract record Outcome;
    public sealed record Changed(AttentionItem Item) : Outcome;

    /// <summary>It is over, or not for the one who asks.</summary>
    public sealed record NoSuchMatter : Outcome;

    /// <summary>A program has no list of its own.</summary>
    public sealed record Nobody : Outcome;
    public sealed record TakenBy(AttentionOwner Owner) : Outcome;
    public sealed record Invalid(IReadOnlyList<Fault> Faults) : Outcome;

    public async Task<Outcome> Change(string key, Request request, Guid? who, CancellationToken ct)
    {
        if (who is not { } user) return new Nobody();
        if (FaultsIn(request) is { Count: > 0 } faults) return new Invalid(faults);
        if (await Find(key, user, ct) is not { } item) return new NoSuchMatter();
        await ForgetOld(ct);
        var (take, isMine) = (request.State == "mine", item.Owner?.Id == user);
        if (take && item.Owner is { } other && !isMine) return new TakenBy(other);
        await Put(user, item.What, request, ct);
        if (take != isMine && request.State != "snoozed") await Take(key, take ? user : null, ct);
        if (!await db.TrySave(ct)) return await Overtaken(key, user, ct);
        return await Find(key, user, ct) is { } after ? new Changed(after) : new NoSuchMatter();
    }

    /// <summary>Everything that is new has been seen.</summary>
    public async Task SeeAll(Guid? who, CancellationToken ct)
    {
        if (who is not { } user) return;
        await ForgetOld(ct);
        foreach (var item in (await attention.Show(user, ct)).Where(item => item.IsNew)) await Put(user, item.What, new("seen"), ct);
        await db.TrySave(ct);
    }

    private async Task<AttentionItem?> Find(string key, Guid user, CancellationToken ct) =>
        (await attention.Show(user, ct)).FirstOrDefault(item => item.What.Key == key);

    private async Task ForgetOld(CancellationToken ct)
    {
        var (looks, over) = (db.AttentionLooks, clock.GetUtcNow() - KeptFor);
        await looks.Where(l => l.ChangedAt < over).ExecuteDeleteAsync(ct);
    }

    private async Task Put(Guid user, Contracts.Attention what, Request request, CancellationToken ct)
    {
        var (looks, now, key) = (db.AttentionLooks, clock.GetUtcNow(), what.Key!);
        var look = await looks.FirstOrDefaultAsync(l => l.UserId == user && l.Key == key, ct);
        if (look is null) looks.Add(look = new AttentionLook { UserId = user, Key = key, Facts = "", ChangedAt = now });
        look.Facts = AttentionLook.Print(what.Facts);
        look.SeenAt = request.State is "seen" or "mine" ? now : null;
        look.SnoozedUntil = request.State == "snoozed" ? request.Until : null;
        look.ChangedAt = now;
    }

    private async Task Take(string key, Guid? by, CancellationToken ct)
    {
        var taken = db.AttentionTaken;
        var row = await taken.FirstOrDefaultAsync(t => t.Key == key, ct);
        if (by is not { } user)
        {
            if (row is not null) taken.Remove(row);
            return;
        }
        // What a colleague had taken who is gone is written over.
        if (row is null) taken.Add(row = new AttentionTaken { Key = key, UserId = user, TakenAt = default });
        (row.UserId, row.TakenAt) = (user, clock.GetUtcNow());
    }

    private async Task<Outcome> Overtaken(string key, Guid user, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        return await Find(key, user, ct) is { Owner: { } owner } && owner.Id != user ? new TakenBy(owner) : new NoSuchMatter();
    }

    private List<Fault> FaultsIn(Request request)
    {
        List<Fault> faults = [];
        var now = clock.GetUtcNow();
        if (request.State is not ("new" or "seen" or "snoozed" or "mine"))
            faults.Add(new("state", "The state must be `new`, `seen`, `snoozed` or `mine`."));
        if (request.State == "snoozed" && !(request.Until > now && request.Until < now + LongestSnooze))
            faults.Add(new("until", "Provide an end in the future, at most a year away."));
        if (request.State != "snoozed" && request.Until is not null) faults.Add(new("until", "Only snoozed items can have an end."));
        return faults;
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPatch("/api/attention/{key}", async (string key, Request request, ChangeAttention feature, HttpContext http, CancellationToken ct) =>
            await feature.Change(key, request, http.User.UserId, ct) switch
            {
                Changed changed => Results.Ok(ShowAttention.Line.Of(changed.Item)),
                Invalid invalid => Problems.Of(invalid.Faults),
                TakenBy taken => Problems.Of(StatusCodes.Status409Conflict, "taken", $"This is already assigned to {taken.Owner.Name}."),
                Nobody => Problems.Of(StatusCodes.Status403Forbidden, "no_person",
                    "Only a signed-in colleague can mark items as seen, snooze or take them; a key cannot."),
                _ => Problems.Of(StatusCodes.Status404NotFound, "no_such_matter",
                    "No attention item has this key at the moment. List the attention items to see the current ones."),
            })
        .RequirePermission(HomePermissions.Attend).WithTags("Attention")
        .WithSummary("Marks an attention item as seen, snoozed or taken by the signed-in colleague").Produces<ShowAttention.Line>();
}
