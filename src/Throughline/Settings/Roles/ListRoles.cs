using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Colleagues;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;

namespace Throughline.Settings.Roles;

/// <summary>The roles, what each may do, and how many colleagues have it.</summary>
public sealed class ListRoles(ThroughlineDb db, PermissionTable permissions) : IFeature
{
    /// <param name="IsAllowed">As it is now.</param>
    /// <param name="ByDefault">As the product comes.</param>
    /// <param name="IsFixed">True where it cannot be changed: owners and admins hold everything, and people and keys are theirs alone.</param>
    public sealed record Right(string Name, string What, bool IsAllowed, bool ByDefault, bool IsFixed);

    /// <param name="Version">Give it back with a change, and a change by somebody else since is not overwritten.</param>
    public sealed record Item(string Role, string Name, int Colleagues, bool IsFixed, IReadOnlyList<Right> Permissions, int Version)
    {
        public bool IsChanged => Permissions.Any(p => p.IsAllowed != p.ByDefault);
    }

    public sealed record Answer(IReadOnlyList<Item> Items);

    public async Task<Answer> List(CancellationToken ct)
    {
        var held =
            from link in db.UserRoles
            join role in db.Roles on link.RoleId equals role.Id
            join user in db.Users on link.UserId equals user.Id
            where user.DisabledAt == null
            group role by role.Name into colleagues
            select new { Role = colleagues.Key, Count = colleagues.Count() };
        var counts = await held.ToDictionaryAsync(h => h.Role, h => h.Count, ct);
        var versions = await db.Set<SetVersion>().AsNoTracking().ToDictionaryAsync(s => s.Name, s => s.Version, ct);
        return new Answer([.. Role.All.Select(role => new Item(
            role, Role.WordFor(role), counts.GetValueOrDefault(role), Role.HoldsAll(role), [.. permissions.All.Select(p => ToRight(role, p))],
            versions.GetValueOrDefault(ChangeRole.SetOf(role), 1)))]);
    }

    private Right ToRight(string role, Permission permission) => new(
        permission.Name, Words.Say(permission.What), permissions.RoleHas(role, permission.Name), PermissionTable.RoleHasByDefault(role, permission),
        Role.HoldsAll(role) || permission.PeopleOnly);

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/api/roles", (ListRoles feature, CancellationToken ct) => feature.List(ct))
        .RequirePermission(SecurityPermissions.ManageRoles).WithTags("Roles")
        .WithSummary("The roles with their permissions and number of colleagues").Produces<Answer>();
}
