using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;
using Throughline.Platform.Ui;

namespace Throughline.Home.Attention;

/// <summary>Gathers from every room what this person should look at, what is broken and new first, with what they and others did about it.</summary>
public sealed class ShowAttention(IEnumerable<IAttentionSource> sources, ThroughlineDb db, Viewer viewer, TimeProvider clock) : IFeature
{
    /// <param name="Kind"><c>broken</c>, <c>watch</c> or <c>better</c>.</param>
    /// <param name="Since">When it was found; null: at this moment.</param>
    public sealed record Line(
        string Key, AttentionState State, AttentionOwner? Owner, DateTimeOffset? SnoozedUntil, string Kind, string Title, string Detail, string Link,
        DateTimeOffset? Since)
    {
        public static Line Of(AttentionItem item) => new(
            item.What.Key!, item.State, item.Owner, item.SnoozedUntil, item.What.IsBetter ? "better" : item.What.IsHurt ? "broken" : "watch",
            item.What.Title, item.What.Detail, item.What.Href, item.What.Since);
    }

    public sealed record Page(IReadOnlyList<Line> Items, string? Next);

    private List<Contracts.Attention>? _found;

    /// <param name="user">The colleague who looks; null: a program, which has seen nothing and takes nothing.</param>
    public async Task<IReadOnlyList<AttentionItem>> Show(Guid? user, CancellationToken ct)
    {
        var all = _found ??= await Look(ct);
        if (all.Count == 0) return [];
        var (looks, owners, now) = (await LooksOf(user, ct), await Owners(ct), clock.GetUtcNow());
        return
        [
            .. all.Select(what => AttentionItem.Of(what, user, looks.GetValueOrDefault(what.Key ?? ""), owners.GetValueOrDefault(what.Key ?? ""), now))
                .OrderByDescending(item => item.What.IsHurt)
                .ThenByDescending(item => item.IsNew)
        ];
    }

    // Once a request: the bell and Home ask in the same.
    private async Task<List<Contracts.Attention>> Look(CancellationToken ct)
    {
        var found = new List<Contracts.Attention>();
        foreach (var source in sources.Where(s => viewer.May(s.Permission))) found.AddRange(await source.Look(ct));
        return found;
    }

    private async Task<Dictionary<string, AttentionLook>> LooksOf(Guid? user, CancellationToken ct)
    {
        if (user is null) return [];
        var looks = db.AttentionLooks;
        return await looks.AsNoTracking().Where(l => l.UserId == user).ToDictionaryAsync(l => l.Key, ct);
    }

    // What somebody took who may no longer sign in is nobody's again.
    private async Task<Dictionary<string, AttentionOwner>> Owners(CancellationToken ct)
    {
        var (taken, users) = (db.AttentionTaken, db.Users);
        return await taken.AsNoTracking()
            .Join(users.Where(u => u.DisabledAt == null), t => t.UserId, u => u.Id, (t, u) => new { t.Key, u.Id, u.Name })
            .ToDictionaryAsync(t => t.Key, t => new AttentionOwner(t.Id, t.Name), ct);
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/api/attention", async (ShowAttention feature, HttpContext http, CancellationToken ct) =>
            new Page([.. (await feature.Show(http.User.UserId, ct)).Where(item => item.What.Key is not null).Select(Line.Of)], Next: null))
        .RequirePermission(HomePermissions.Read).WithTags("Attention")
        .WithSummary("What needs attention, who has taken it, and its state for the caller").Produces<Page>();
}
