using Throughline.Platform.Rooms;
using Throughline.Platform.Security;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Keys;

namespace Throughline.Settings.Keys;

/// <summary>Makes keys for those who ask over HTTP; <see cref="CreateKey"/> itself stands in Platform, where the server's set-up and other
/// rooms use it too.</summary>
public sealed class CreateKeyRoute : IFeature
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/api/keys", async (CreateKey.Request request, CreateKey feature, HttpContext http, CancellationToken ct) =>
            await feature.Create(request, Actor.Of(http.User), ct) switch
            {
                CreateKey.Created made => Results.Json(new { id = made.Id.Value, key = made.Token }, statusCode: StatusCodes.Status201Created),
                CreateKey.Refused refused => Problems.Of(refused.Faults),
                var other => throw new InvalidOperationException($"Unknown outcome {other}."),
            })
        .RequirePermission(SecurityPermissions.ManageKeys).WithTags("Keys").WithSummary("Creates a key and returns it once");
}
