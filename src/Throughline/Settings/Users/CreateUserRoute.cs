using Throughline.Platform.Rooms;
using Throughline.Platform.Security;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Users;

namespace Throughline.Settings.Users;

/// <summary>Adds colleagues for those who ask over HTTP; <see cref="CreateUser"/> itself stands in Platform, where the server's set-up and
/// other rooms use it too.</summary>
public sealed class CreateUserRoute : IFeature
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/api/users", async (CreateUser.Request request, CreateUser feature, HttpContext http, CancellationToken ct) =>
            await feature.Create(request, Actor.Of(http.User), ct) switch
            {
                CreateUser.Created { GeneratedPassword: { } password } made =>
                    Results.Json(new { id = made.Id, email = made.Email, password }, statusCode: StatusCodes.Status201Created),
                CreateUser.Created made => Results.Json(new { id = made.Id, email = made.Email }, statusCode: StatusCodes.Status201Created),
                CreateUser.Refused refused => Problems.Of(refused.Faults),
                CreateUser.EmailTaken => Problems.Of(StatusCodes.Status409Conflict, "email_taken", "A colleague with this email address already exists."),
                CreateUser.OnlyAnOwnerMakesOwners => Problems.Of(StatusCodes.Status403Forbidden, "owners_only", "Only an owner can add another owner."),
                var other => throw new InvalidOperationException($"Unknown outcome {other}."),
            })
        .RequirePermission(SecurityPermissions.ManageUsers).WithTags("Colleagues")
        .WithSummary("Adds a colleague; without a password one is generated and returned once");
}
