using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Colleagues;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Security.TwoFactor;
using Throughline.Platform.Storage;

namespace Throughline.Settings.Users;

/// <summary>Ends what a colleague's sign-in rests on: all of their sessions, and on demand their two-factor app.</summary>
public sealed class EndSessions(ThroughlineDb db) : IFeature
{
    public abstract record Outcome;
    public sealed record Done : Outcome;
    public sealed record NoSuchUser : Outcome;
    public sealed record OnlyAnOwnerActsOnOwners : Outcome;

    /// <summary>Signs a colleague out on every device.</summary>
    public Task<Outcome> Everywhere(Guid id, Actor by, CancellationToken ct) => On(id, by, _ =>
    {
        db.Audit(by, "user.sessions-ended", $"user:{id}");
        return Task.CompletedTask;
    }, ct);

    /// <summary>Takes the two-factor app away from a colleague who lost it, and ends their sessions; the password stays.</summary>
    public Task<Outcome> TwoFactor(Guid id, Actor by, CancellationToken ct) => On(id, by, async user =>
    {
        db.Audit(by, "user.two-factor-reset", $"user:{id}");
        user.TwoFactorEnabled = false;
        db.RemoveRange(await db.UserTokens.Where(t => t.UserId == id).ToListAsync(ct));
        db.RemoveRange(await db.Set<LastCode>().Where(c => c.UserId == id).ToListAsync(ct));
    }, ct);

    private async Task<Outcome> On(Guid id, Actor by, Func<User, Task> more, CancellationToken ct)
    {
        if (await db.Users.FindAsync([id], ct) is not { } user) return new NoSuchUser();
        var role = await db.UserRoles.Where(held => held.UserId == id).Join(db.Roles, held => held.RoleId, r => r.Id, (_, r) => r.Name).SingleAsync(ct);
        if (role == Role.Owner && !by.IsOwner) return new OnlyAnOwnerActsOnOwners();
        await more(user);
        user.SecurityStamp = Guid.CreateVersion7().ToString("N");
        await db.SaveChangesAsync(ct);
        return new Done();
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/api/users/{id:guid}/sign-out", async (Guid id, EndSessions feature, HttpContext http, CancellationToken ct) =>
            Answer(await feature.Everywhere(id, Actor.Of(http.User), ct)))
            .RequirePermission(SecurityPermissions.ManageUsers).WithTags("Colleagues").WithSummary("Signs a colleague out on every device");
        api.MapPost("/api/users/{id:guid}/reset-two-factor", async (Guid id, EndSessions feature, HttpContext http, CancellationToken ct) =>
            Answer(await feature.TwoFactor(id, Actor.Of(http.User), ct)))
            .RequirePermission(SecurityPermissions.ManageUsers).WithTags("Colleagues")
            .WithSummary("Resets a colleague’s two-factor and ends their sessions; the password is kept");
    }

    private static IResult Answer(Outcome outcome) => outcome switch
    {
        Done => Results.NoContent(),
        NoSuchUser => Problems.Of(StatusCodes.Status404NotFound, "no_such_user", "There is no colleague with this ID."),
        OnlyAnOwnerActsOnOwners => Problems.Of(StatusCodes.Status403Forbidden, "owners_only", WhyOwnersOnly),
        var other => throw new InvalidOperationException($"Unknown outcome {other}."),
    };

    [Said]
    public const string WhyOwnersOnly = "Only an owner can do this to another owner.";
}
