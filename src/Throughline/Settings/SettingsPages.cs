using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Ui;

namespace Throughline.Settings;

/// <summary>The way to the first page of the settings that a person may open; to their own account where there is none.</summary>
public sealed class SettingsPages : IFeature
{
    public static void Map(IEndpointRouteBuilder pages) => pages
        .MapGet("/settings", (HttpContext http, PermissionTable permissions, IEnumerable<PageTab> tabs) =>
            Results.LocalRedirect(FirstOf(tabs.Where(tab => permissions.Allows(http.User, tab.Permission)))?.Href ?? "/account"))
        .SignedIn().ExcludeFromDescription();

    private static PageTab? FirstOf(IEnumerable<PageTab> tabs) => tabs.Where(tab => tab.Of == "settings").MinBy(tab => tab.Order);
}
