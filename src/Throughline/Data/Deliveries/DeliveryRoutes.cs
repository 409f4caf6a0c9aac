using Microsoft.AspNetCore.Http.HttpResults;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;

namespace Throughline.Data.Deliveries;

/// <summary>The part of the page that changes by itself, and its button.</summary>
public sealed class DeliveryRoutes : IFeature
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/data/deliveries/now", () => new RazorComponentResult<DeliveryTable>())
            .RequirePermission(DataPermissions.MendData)
            .ExcludeFromDescription();
        routes.MapPost("/data/deliveries/{id:long}/retry", async (long id, RetryDelivery feature, HttpContext http, CancellationToken ct) =>
        {
            await feature.Retry(id, Actor.Of(http.User), ct);
            return Results.Redirect("/data/deliveries?asked=yes");
        }).RequirePermission(DataPermissions.MendData).ExcludeFromDescription();
    }
}
