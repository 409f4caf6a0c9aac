using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Colleagues;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Security.Links;
using Throughline.Platform.Security.Users;
using Throughline.Platform.Storage;

namespace Throughline.Settings.Users;

/// <summary>Sets the password of the colleague who holds the link, once.</summary>
public sealed class ChooseNewPassword(ThroughlineDb db, SignInLinks signIn, SignedLinks links, IPasswordHasher<User> hasher) : IPart
{
    public abstract record Outcome;
    public sealed record Chosen(User User) : Outcome;
    public sealed record NoSuchLink : Outcome;
    public sealed record Refused(IReadOnlyList<Fault> Faults) : Outcome;

    /// <summary>Whose link it is; null when it works no more.</summary>
    public async Task<User?> Find(string? token, CancellationToken ct) => (await signIn.Open(token, ct))?.User;

    public async Task<Outcome> Choose(string? token, string? password, CancellationToken ct)
    {
        if (await signIn.Open(token, ct) is not var (link, user)) return new NoSuchLink();
        if (PasswordRule.FaultOf(password, user.Email) is { } why) return new Refused([new("password", why)]);
        user.PasswordHash = hasher.HashPassword(user, password!);
        user.SecurityStamp = Guid.CreateVersion7().ToString("N");
        links.Use(link);
        db.Audit(Actor.Self(user), "user.password-chosen", $"user:{user.Id}");
        try
        {
            return await db.TrySave(ct) ? new Chosen(user) : new NoSuchLink();
        }
        catch (DbUpdateConcurrencyException) // Opened in another window at this moment.
        {
            return new NoSuchLink();
        }
    }
}
