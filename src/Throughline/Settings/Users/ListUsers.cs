using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;

namespace Throughline.Settings.Users;

/// <summary>Lists colleagues with their roles, by email.</summary>
public sealed class ListUsers(ThroughlineDb db) : IFeature
{
    public const int PageSize = 50;

    public sealed record Line(
        Guid Id, string Email, string Name, string Role, string? Department, bool HasTwoFactor, bool IsDisabled, DateTimeOffset CreatedAt);

    /// <param name="Next">Give it as <c>after</c> for the page that follows; <c>null</c> on the last.</param>
    public sealed record Page(IReadOnlyList<Line> Items, int? Next);

    /// <param name="after">How many come before this page; 0 for the first.</param>
    public Task<Page> List(int after, CancellationToken ct) => List(after, null, ct);

    /// <param name="role">Only colleagues of this role; <c>null</c> for all.</param>
    public async Task<Page> List(int after, string? role, CancellationToken ct)
    {
        var query =
            from user in db.Users.AsNoTracking()
            join held in db.UserRoles on user.Id equals held.UserId
            join given in db.Roles on held.RoleId equals given.Id
            where role == null || given.Name == role
            orderby user.NormalizedEmail
            select new Line(user.Id, user.Email!, user.Name, given.Name!, user.Department, user.TwoFactorEnabled, user.DisabledAt != null, user.CreatedAt);
        var lines = await query.Skip(Math.Max(0, after)).Take(PageSize + 1).ToListAsync(ct);
        return lines.Count > PageSize ? new Page(lines[..PageSize], Math.Max(0, after) + PageSize) : new Page(lines, null);
    }

    /// <summary>One colleague; null when there is none of this id.</summary>
    public async Task<Line?> Show(Guid id, CancellationToken ct) => await (
        from user in db.Users.AsNoTracking()
        join held in db.UserRoles on user.Id equals held.UserId
        join given in db.Roles on held.RoleId equals given.Id
        where user.Id == id
        select new Line(user.Id, user.Email!, user.Name, given.Name!, user.Department, user.TwoFactorEnabled, user.DisabledAt != null, user.CreatedAt))
        .FirstOrDefaultAsync(ct);

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/api/users", (int? after, string? role, ListUsers feature, CancellationToken ct) => feature.List(after ?? 0, role, ct))
        .RequirePermission(SecurityPermissions.ManageUsers).WithTags("Colleagues").WithSummary("Colleagues and their roles");
}
