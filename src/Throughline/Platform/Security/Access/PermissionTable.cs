using System.Collections.Frozen;
using System.Security.Claims;
using Throughline.Platform.Security.Users;

namespace Throughline.Platform.Security.Access;

/// <summary>Which role has which permission, from the declarations of all rooms. A permission nobody declared is held by nobody.</summary>
public sealed class PermissionTable
{
    readonly FrozenDictionary<string, Permission> permissions;

    /// <exception cref="InvalidOperationException">Two rooms declare the same name, or one names a role that does not exist.</exception>
    public PermissionTable(IEnumerable<Permission> declared)
    {
        Permission[] all = [.. declared];
        if (all.CountBy(p => p.Name).FirstOrDefault(pair => pair.Value > 1).Key is { } twice)
            throw new InvalidOperationException($"The permission {twice} is declared twice.");
        if (all.FirstOrDefault(p => p.Roles.Except(Role.All).Any()) is { } astray)
            throw new InvalidOperationException($"The permission {astray.Name} names a role that does not exist.");
        permissions = all.ToFrozenDictionary(p => p.Name, StringComparer.Ordinal);
    }

    public IEnumerable<Permission> All => permissions.Values.OrderBy(p => p.Name, StringComparer.Ordinal);

    public bool Knows(string permission) => permissions.ContainsKey(permission);

    /// <summary>Permissions that a secret key may have.</summary>
    public bool IsForKeys(string permission) => permissions.TryGetValue(permission, out var found) && !found.PeopleOnly;

    public bool RoleHas(string role, string permission) =>
        permissions.TryGetValue(permission, out var found) && (role is Role.Owner or Role.Admin || found.Roles.Contains(role));

    /// <summary>Whether whoever made this request holds a permission.</summary>
    public bool Allows(ClaimsPrincipal who, string permission) => who.Identity?.AuthenticationType switch
    {
        null => false,
        Schemes.Local => Knows(permission),
        Schemes.Key => IsForKeys(permission) && who.FindFirstValue(KeyAuthentication.KindClaim) == "secret"
            && (who.FindFirstValue(KeyAuthentication.ScopesClaim) is not { } scopes || scopes.Split(' ').Contains(permission)),
        _ => who.FindAll(ClaimTypes.Role).Any(role => RoleHas(role.Value, permission)),
    };
}
