using System.Collections.Frozen;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Colleagues;
using Throughline.Platform.Security.Roles;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Security.Access;

/// <summary>Which role has which permission: what the rooms declare, and what the company changed about it. A permission nobody declared is
/// held by nobody.</summary>
public sealed class PermissionTable : IDisposable
{
    private readonly FrozenDictionary<string, Permission> permissions;
    private readonly SemaphoreSlim loading = new(1);
    private volatile FrozenDictionary<(string Role, string Permission), bool> changes = FrozenDictionary<(string, string), bool>.Empty;

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

    /// <summary>Null when no room declares it.</summary>
    public Permission? Find(string permission) => permissions.GetValueOrDefault(permission);

    public bool Knows(string permission) => permissions.ContainsKey(permission);

    /// <summary>
    /// Permissions that a secret key or a role may be given: the administration of people and keys stays with owners and admins,
    /// or a key or a role could make itself one.
    /// </summary>
    public bool MayBeGiven(string permission) => permissions.TryGetValue(permission, out var found) && !found.PeopleOnly;

    public bool RoleHas(string role, string permission)
    {
        if (!permissions.TryGetValue(permission, out var found)) return false;
        return !Role.HoldsAll(role) && !found.PeopleOnly && changes.TryGetValue((role, permission), out var allowed) ? allowed : RoleHasByDefault(role, found);
    }

    public static bool RoleHasByDefault(string role, Permission permission) => Role.HoldsAll(role) || permission.Roles.Contains(role);

    /// <summary>Whether whoever made this request holds a permission.</summary>
    public bool Allows(ClaimsPrincipal who, string permission) => who.Identity?.AuthenticationType switch
    {
        null => false,
        Schemes.Local => Knows(permission),
        Schemes.Key => MayBeGiven(permission) && who.FindFirstValue(KeyClaims.Kind) == "secret"
            && (who.FindFirstValue(KeyClaims.Scopes) is not { } scopes || scopes.Split(' ').Contains(permission)),
        _ => who.FindAll(ClaimTypes.Role).Any(role => RoleHas(role.Value, permission)),
    };

    /// <summary>Reads what the company changed. When it returns, what was saved before the call is in force.</summary>
    public async Task Load(ThroughlineDb db, CancellationToken ct)
    {
        await loading.WaitAsync(ct);
        try
        {
            var rows = await db.RolePermissions.AsNoTracking().ToListAsync(ct);
            changes = rows.ToFrozenDictionary(p => (p.Role, p.Permission), p => p.IsAllowed);
        }
        finally
        {
            loading.Release();
        }
    }

    public void Dispose() => loading.Dispose();
}
