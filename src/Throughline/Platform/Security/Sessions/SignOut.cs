using Microsoft.AspNetCore.Identity;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Users;

namespace Throughline.Platform.Security.Sessions;

/// <summary>Ends this session, or all sessions of this colleague on every device.</summary>
public sealed class SignOut(SignInManager<User> sessions, UserManager<User> users)
{
    public Task Here() => sessions.SignOutAsync();

    public async Task Everywhere(Guid id)
    {
        if (await users.FindByIdAsync(id.ToString()) is { } user) await users.UpdateSecurityStampAsync(user);
        await sessions.SignOutAsync();
    }

    public static void Map(IEndpointRouteBuilder pages) => pages
        .MapPost("/sign-out", async (SignOut feature) =>
        {
            await feature.Here();
            return Results.LocalRedirect("/sign-in");
        })
        .SignedIn();
}
