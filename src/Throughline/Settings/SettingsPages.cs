using Throughline.Platform.Retention;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Ui;

namespace Throughline.Platform.Security;

/// <summary>The pages of the settings, and the way to the first one that a person may open.</summary>
public sealed class SettingsPages : IFeature
{
    public static IReadOnlyList<PageTab> Tabs { get; } =
    [
        new("settings", "Colleagues", "/settings/users", 100, SecurityPermissions.ManageUsers),
        new("settings", "Roles", "/settings/roles", 200, SecurityPermissions.ManageRoles),
        new("settings", "Audit log", "/settings/audit", 300, SecurityPermissions.ReadAudit),
        new("settings", "How long data is kept", "/settings/retention", 400, ChangeRetention.Permission),
    ];

    public static void Map(IEndpointRouteBuilder pages) => pages
        .MapGet("/settings", (HttpContext http, PermissionTable permissions) =>
            Results.LocalRedirect(Tabs.FirstOrDefault(page => permissions.Allows(http.User, page.Permission))?.Href ?? "/account"))
        .SignedIn().ExcludeFromDescription();
}
