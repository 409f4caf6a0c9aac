using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Keys;
using Throughline.Platform.Storage;

namespace Throughline.Settings.Keys;

/// <summary>Lists keys, newest first; never their tokens.</summary>
public sealed class ListKeys(ThroughlineDb db) : IFeature
{
    public const int PageSize = 50;

    public sealed record Line(
        Guid Id, string Kind, string Name, string Prefix, string? Scopes, DateTimeOffset CreatedAt, Guid? CreatedBy,
        DateTimeOffset? RevokedAt, DateTimeOffset? LastUsedAt, bool Server);

    /// <param name="Next">Give it as <c>after</c> for the page that follows; <c>null</c> on the last.</param>
    public sealed record Page(IReadOnlyList<Line> Items, int? Next);

    /// <param name="after">How many come before this page; 0 for the first.</param>
    public async Task<Page> List(int after, CancellationToken ct)
    {
        var skip = Math.Max(0, after);
        var keys = db.Keys;
        var rows = await keys.AsNoTracking().OrderByDescending(k => k.CreatedAt).ThenByDescending(k => k.Id).Skip(skip).Take(PageSize + 1).ToListAsync(ct);
        Line[] lines =
        [
            .. rows.Take(PageSize).Select(k => new Line(
                k.Id.Value, KeyKinds.NameOf(k.Kind), k.Name, k.Prefix, k.Scopes, k.CreatedAt, k.CreatedBy, k.RevokedAt, k.LastUsedAt, k.IsServers)),
        ];
        return new Page(lines, rows.Count > PageSize ? skip + PageSize : null);
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/api/keys", (int? after, ListKeys feature, CancellationToken ct) => feature.List(after ?? 0, ct))
        .RequirePermission(SecurityPermissions.ManageKeys).WithTags("Keys").WithSummary("Keys, newest first, without their secrets");
}
