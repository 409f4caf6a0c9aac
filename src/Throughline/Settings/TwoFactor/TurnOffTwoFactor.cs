using Microsoft.AspNetCore.Identity;
using Throughline.Contracts;
using Throughline.Platform.Colleagues;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Security.Users;
using Throughline.Platform.Storage;

namespace Throughline.Settings.TwoFactor;

/// <summary>Takes the second step away again, on the password: a session left open must not be enough.</summary>
public sealed class TurnOffTwoFactor(ThroughlineDb db, UserManager<User> users, SignInManager<User> sessions, CheckPassword passwords) : IPart
{
    public abstract record Outcome;
    public sealed record TurnedOff : Outcome;
    public sealed record WrongPassword(string Why) : Outcome;

    public async Task<Outcome> TurnOff(Guid id, string? password)
    {
        var user = await users.FindByIdAsync(id.ToString()) ?? throw new InvalidOperationException("A session of a user who is not there.");
        if (await passwords.WhyNot(user, password) is { } why) return new WrongPassword(why);
        await using (var all = await db.Database.BeginTransactionAsync())
        {
            db.Audit(Actor.Self(user), "user.second-step-turned-off", $"user:{id}");
            await users.SetTwoFactorEnabledAsync(user, enabled: false);
            await users.ResetAuthenticatorKeyAsync(user);
            await all.CommitAsync();
        }
        await sessions.RefreshSignInAsync(user);
        return new TurnedOff();
    }
}
