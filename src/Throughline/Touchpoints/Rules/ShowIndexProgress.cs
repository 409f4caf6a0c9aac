using Microsoft.AspNetCore.Http.HttpResults;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;

namespace Throughline.Touchpoints.Rules;

/// <summary>How far the journeys have come with rules that were changed.</summary>
public sealed class ShowIndexProgress : IFeature
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/touchpoints/progress", () => new RazorComponentResult<IndexProgress>())
        .RequirePermission(TouchpointsPermissions.Read).ExcludeFromDescription();
}
