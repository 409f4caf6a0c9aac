using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Security.Keys;

/// <summary>Lists keys, newest first; never their tokens.</summary>
public sealed class ListKeys(ThroughlineDb db)
{
    public const int PageSize = 50;

    public sealed record Line(
        Guid Id, string Kind, string Name, string Prefix, string? Scopes, DateTimeOffset CreatedAt, Guid? CreatedBy, DateTimeOffset? RevokedAt, DateTimeOffset? LastUsedAt);

    /// <param name="Next">Give it as <c>before</c> for the page that follows; <c>null</c> on the last.</param>
    public sealed record Page(IReadOnlyList<Line> Items, Guid? Next);

    /// <param name="before">The last id of the page before; <c>null</c> for the first page.</param>
    public async Task<Page> List(Guid? before, CancellationToken ct)
    {
        var keys = db.Keys.AsNoTracking();
        if (before is { } id)
        {
            var last = new KeyId(id);
            var at = await keys.Where(k => k.Id == last).Select(k => (DateTimeOffset?)k.CreatedAt).SingleOrDefaultAsync(ct);
            keys = keys.Where(k => k.CreatedAt < at || (k.CreatedAt == at && k.Id != last));
        }
        var rows = await keys.OrderByDescending(k => k.CreatedAt).Take(PageSize + 1).ToListAsync(ct);
        Line[] lines =
        [
            .. rows.Take(PageSize).Select(k => new Line(
                k.Id.Value, KeyKinds.NameOf(k.Kind), k.Name, k.Prefix, k.Scopes, k.CreatedAt, k.CreatedBy, k.RevokedAt, k.LastUsedAt)),
        ];
        return new Page(lines, rows.Count > PageSize ? lines[^1].Id : null);
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/api/keys", (Guid? before, ListKeys feature, CancellationToken ct) => feature.List(before, ct))
        .RequirePermission(SecurityPermissions.ManageKeys);
}
