using Microsoft.AspNetCore.Identity;
using Throughline.Platform.Colleagues;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Security.Users;
using Throughline.Platform.Storage;

namespace Throughline.Settings.Sessions;

/// <summary>Ends this session, or all sessions of this colleague on every device.</summary>
public sealed class SignOut(ThroughlineDb db, SignInManager<User> sessions, UserManager<User> users, OpenSessions open) : IFeature
{
    public async Task Here(Actor by)
    {
        db.Audit(by, "user.signed-out", $"user:{by.User}");
        var ended = await open.End(sessions.Context, db, CancellationToken.None);
        await db.SaveChangesAsync(CancellationToken.None);
        open.Ended(ended);
        await sessions.SignOutAsync();
    }

    public async Task Everywhere(Guid id)
    {
        if (await users.FindByIdAsync(id.ToString()) is { } user)
        {
            db.Audit(Actor.Self(user), "user.signed-out-everywhere", $"user:{id}");
            await users.UpdateSecurityStampAsync(user);
        }
        await sessions.SignOutAsync();
    }

    public static void Map(IEndpointRouteBuilder pages) => pages
        .MapPost("/sign-out", async (SignOut feature, HttpContext http) =>
        {
            await feature.Here(Actor.Of(http.User));
            return Results.LocalRedirect("/sign-in");
        })
        .SignedIn();
}
