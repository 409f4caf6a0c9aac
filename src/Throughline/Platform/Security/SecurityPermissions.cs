using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Users;

namespace Throughline.Platform.Security;

/// <summary>The permissions that security itself asks for.</summary>
public static class SecurityPermissions
{
    public const string ManageUsers = "users.manage", ManageKeys = "keys.manage", ManageRoles = "roles.manage", ReadAudit = "audit.read";

    public static IReadOnlyList<Permission> All { get; } =
    [
        new(ManageUsers, "Add colleagues, change their roles, and close their accounts") { PeopleOnly = true },
        new(ManageKeys, "Make and revoke keys") { PeopleOnly = true },
        new(ManageRoles, "Change what roles may do") { PeopleOnly = true },
        new(ReadAudit, "Read the audit log"),
    ];

    /// <summary>Every role there is, for permissions that all colleagues hold.</summary>
    public static IReadOnlyList<string> Everybody => Role.All;
}
