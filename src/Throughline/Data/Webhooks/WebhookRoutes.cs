using Microsoft.AspNetCore.Http.HttpResults;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;

namespace Throughline.Data.Webhooks;

/// <summary>The part of the webhook pages that follows what is written.</summary>
internal sealed class WebhookRoutes : IFeature
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/data/webhooks/preview", (IFormCollection form) =>
            new RazorComponentResult<WebhookPreview>(new Dictionary<string, object?> { [nameof(WebhookPreview.Fields)] = WebhookFields.Of(form) }))
        .RequirePermission(DataPermissions.ManageDoors).ExcludeFromDescription();
}
