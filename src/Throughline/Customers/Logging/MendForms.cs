using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;

namespace Throughline.Customers.Logging;

/// <summary>What the buttons under a logged interaction send.</summary>
public sealed class MendForms : IFeature
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/customers/{id}/interactions/{position:long}/take-back",
                async (string id, long position, MendLogged feature, PermissionTable all, HttpContext http, CancellationToken ct) =>
                    await feature.TakeBack(id, position, Actor.Of(http.User), MendLogged.MayAll(all, http), ct) is MendLogged.Done done
                        ? Results.LocalRedirect($"/customers/{id}?said=taken-back&interaction={done.Position}")
                        : Results.LocalRedirect($"/customers/{id}?said=not-taken-back"))
            .RequirePermission(CustomersPermissions.Write).ExcludeFromDescription();
        routes.MapPost("/customers/{id}/interactions/{position:long}/bring-back",
                async (string id, long position, MendLogged feature, PermissionTable all, HttpContext http, CancellationToken ct) =>
                    await feature.BringBack(id, position, Actor.Of(http.User), MendLogged.MayAll(all, http), ct) is MendLogged.Done
                        ? Results.LocalRedirect($"/customers/{id}?said=brought-back")
                        : Results.LocalRedirect($"/customers/{id}?said=not-taken-back"))
            .RequirePermission(CustomersPermissions.Write).ExcludeFromDescription();
    }
}
