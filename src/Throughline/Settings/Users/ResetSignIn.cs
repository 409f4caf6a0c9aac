using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Colleagues;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Security.TwoFactor;
using Throughline.Platform.Security.Users;
using Throughline.Platform.Storage;

namespace Throughline.Settings.Users;

/// <summary>Lets a colleague who lost their password, phone or passkey start again: a link by which they choose a new password, once, for 24
/// hours, and neither second step nor passkeys. Their sessions end, and so does the old password.</summary>
public sealed class ResetSignIn(ThroughlineDb db, IPasswordHasher<User> hasher, SignInLinks links, SignInMail mail) : IFeature
{
    public abstract record Outcome;

    /// <param name="Path">The link, below the server's address. It is shown this once.</param>
    /// <param name="IsMailed">It goes out by mail too.</param>
    public sealed record Done(string Email, string Path, DateTimeOffset EndsAt, bool IsMailed) : Outcome;

    public sealed record NoSuchUser : Outcome;
    public sealed record OnlyAnOwnerResetsOwners : Outcome;

    public async Task<Outcome> Reset(Guid id, Actor by, CancellationToken ct)
    {
        if (await db.Users.FindAsync([id], ct) is not { } user) return new NoSuchUser();
        var role = await db.UserRoles.Where(held => held.UserId == id).Join(db.Roles, held => held.RoleId, r => r.Id, (_, r) => r.Name).SingleAsync(ct);
        if (role == Role.Owner && !by.IsOwner) return new OnlyAnOwnerResetsOwners();

        user.PasswordHash = hasher.HashPassword(user, PasswordRule.Make()); // Nobody knows it: only the link lets them in.
        user.TwoFactorEnabled = false;
        (user.AccessFailedCount, user.LockoutEnd) = (0, null);
        user.SecurityStamp = Guid.CreateVersion7().ToString("N");
        db.RemoveRange(await db.UserTokens.Where(t => t.UserId == id).ToListAsync(ct));
        db.RemoveRange(await db.UserPasskeys.Where(p => p.UserId == id).ToListAsync(ct));
        db.RemoveRange(await db.Set<LastCode>().Where(c => c.UserId == id).ToListAsync(ct));
        db.Audit(by, "user.sign-in-reset", $"user:{id}");
        var (path, endsAt) = links.Make(user);
        var isMailed = await mail.Send(user, path, by.Name, ct);
        await db.SaveChangesAsync(ct);
        return new Done(user.Email!, path, endsAt, isMailed);
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/api/users/{id:guid}/reset-sign-in", async (Guid id, ResetSignIn feature, HttpContext http, CancellationToken ct) =>
            await feature.Reset(id, Actor.Of(http.User), ct) switch
            {
                Done done => Results.Ok(new
                { email = done.Email, link = $"{http.Request.Scheme}://{http.Request.Host}{http.Request.PathBase}{done.Path}", endsAt = done.EndsAt,
                    mailed = done.IsMailed,
                }),
                NoSuchUser => Problems.Of(StatusCodes.Status404NotFound, "no_such_user", "There is no colleague with this ID."),
                OnlyAnOwnerResetsOwners => Problems.Of(StatusCodes.Status403Forbidden, "owners_only", WhyOwnersOnly),
                var other => throw new InvalidOperationException($"Unknown outcome {other}."),
            })
        .RequirePermission(SecurityPermissions.ManageUsers).WithTags("Colleagues")
        .WithSummary("Gives a colleague a link to choose a new password, valid once within 24 hours; ends password, two-factor, passkeys and sessions");

    [Said]
    public const string WhyOwnersOnly = "Only an owner can reset the sign-in of another owner.";
}
