using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Throughline.Platform.Security.Access;

namespace Throughline.Tests.Platform.Security;

/// <summary>Walks the routes of the composed server: each must name a declared permission or say why it is public.</summary>
public static class RouteCheck
{
    /// <summary>One sentence for each route that does not.</summary>
    public static IReadOnlyList<string> FaultsIn(IEnumerable<Endpoint> endpoints, PermissionTable permissions) =>
        [.. endpoints.OfType<RouteEndpoint>().Where(e => !IsFrameworks(e)).Select(e => FaultOf(e, permissions)).OfType<string>().Distinct()];

    private static string? FaultOf(RouteEndpoint endpoint, PermissionTable permissions) => endpoint.Metadata.GetMetadata<IAccessMark>() switch
    {
        null => $"{endpoint.DisplayName} names no permission. Add .RequirePermission(\"…\") or .Public(\"why\").",
        RequirePermissionAttribute mark when !permissions.Knows(mark.Permission) =>
            $"{endpoint.DisplayName} asks for {mark.Permission}, which no room declares.",
        PublicPageAttribute mark when string.IsNullOrWhiteSpace(mark.Why) => $"{endpoint.DisplayName} is public and does not say why.",
        _ => null,
    };

    // Razor components bring routes for Blazor's script, which is not used: they stay refused.
    private static bool IsFrameworks(RouteEndpoint endpoint) =>
        endpoint.RoutePattern.RawText?.TrimStart('/').StartsWith("_framework/", StringComparison.Ordinal) == true;
}
