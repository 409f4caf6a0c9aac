using Throughline.Platform.Retention;
using Throughline.Platform.Security.Access;

namespace Throughline.Platform.Security;

/// <summary>The pages of the settings, and the way to the first one that a person may open.</summary>
public static class SettingsPages
{
    public static IReadOnlyList<(string Href, string Title, string Permission)> All { get; } =
    [
        ("/settings/users", "Colleagues", SecurityPermissions.ManageUsers),
        ("/settings/roles", "Roles", SecurityPermissions.ManageRoles),
        ("/settings/audit", "Audit log", SecurityPermissions.ReadAudit),
        ("/settings/retention", "How long data is kept", ChangeRetention.Permission),
    ];

    public static void Map(IEndpointRouteBuilder pages) => pages
        .MapGet("/settings", (HttpContext http, PermissionTable permissions) =>
            Results.LocalRedirect(All.FirstOrDefault(page => permissions.Allows(http.User, page.Permission)).Href ?? "/account"))
        .SignedIn().ExcludeFromDescription();
}
