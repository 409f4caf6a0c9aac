using Throughline.Platform.Ui;

namespace Throughline.Platform.Security;

/// <summary>The pages of users, roles, keys and the own account.</summary>
public static class SecurityPages
{
    /// <summary>Those that the tests open on every screen.</summary>
    public static IReadOnlyList<PageLook> ToLookAt { get; } =
    [
        new("keys", "/data/keys"),
        new("colleagues", "/settings/users"),
        new("roles", "/settings/roles"),
        new("role", "/settings/roles/agent"),
        new("audit", "/settings/audit"),
        new("audit-none", "/settings/audit?from=2020-01-01&to=2020-01-31"),
        new("retention", "/settings/retention"),
        new("account", "/account"),
        new("two-factor", "/account/two-factor"),
    ];
}
