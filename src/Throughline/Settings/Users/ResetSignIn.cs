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

/// <summary>Lets a colleague who lost their password, phone or passkey start again: a new password, shown this once, and neither second
/// step nor passkeys. Their sessions end.</summary>
public sealed class ResetSignIn(ThroughlineDb db, IPasswordHasher<User> hasher) : IFeature
{
    public abstract record Outcome;
    public sealed record Done(string Email, string Password) : Outcome;
    public sealed record NoSuchUser : Outcome;
    public sealed record OnlyAnOwnerResetsOwners : Outcome;

    public async Task<Outcome> Reset(Guid id, Actor by, CancellationToken ct)
    {
        if (await db.Users.FindAsync([id], ct) is not { } user) return new NoSuchUser();
        var role = await db.UserRoles.Where(held => held.UserId == id).Join(db.Roles, held => held.RoleId, r => r.Id, (_, r) => r.Name).SingleAsync(ct);
        if (role == Role.Owner && !by.IsOwner) return new OnlyAnOwnerResetsOwners();

        var password = PasswordRule.Make();
        user.PasswordHash = hasher.HashPassword(user, password);
        user.TwoFactorEnabled = false;
        (user.AccessFailedCount, user.LockoutEnd) = (0, null);
        user.SecurityStamp = Guid.CreateVersion7().ToString("N");
        db.RemoveRange(await db.UserTokens.Where(t => t.UserId == id).ToListAsync(ct));
        db.RemoveRange(await db.UserPasskeys.Where(p => p.UserId == id).ToListAsync(ct));
        db.RemoveRange(await db.Set<LastCode>().Where(c => c.UserId == id).ToListAsync(ct));
        db.Audit(by, "user.sign-in-reset", $"user:{id}");
        await db.SaveChangesAsync(ct);
        return new Done(user.Email!, password);
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/api/users/{id:guid}/reset-sign-in", async (Guid id, ResetSignIn feature, HttpContext http, CancellationToken ct) =>
            await feature.Reset(id, Actor.Of(http.User), ct) switch
            {
                Done done => Results.Ok(new { email = done.Email, password = done.Password }),
                NoSuchUser => Problems.Of(StatusCodes.Status404NotFound, "no_such_user", "There is no colleague with this ID."),
                OnlyAnOwnerResetsOwners => Problems.Of(StatusCodes.Status403Forbidden, "owners_only", WhyOwnersOnly),
                var other => throw new InvalidOperationException($"Unknown outcome {other}."),
            })
        .RequirePermission(SecurityPermissions.ManageUsers).WithTags("Colleagues")
        .WithSummary("Gives a colleague a new password, returned once, and removes two-factor, passkeys and sessions");

    [Said]
    public const string WhyOwnersOnly = "Only an owner can reset the sign-in of another owner.";
}
