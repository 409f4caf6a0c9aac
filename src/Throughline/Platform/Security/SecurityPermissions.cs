using Throughline.Platform.Colleagues;

namespace Throughline.Platform.Security;

/// <summary>The permissions of people, keys and the record. The settings, which ask for them, say them in words.</summary>
public static class SecurityPermissions
{
    public const string ManageUsers = "users.manage", ManageKeys = "keys.manage", ManageRoles = "roles.manage", ReadAudit = "audit.read";

    /// <summary>Every role there is, for permissions that all colleagues hold.</summary>
    public static IReadOnlyList<string> Everybody => Role.All;
}
