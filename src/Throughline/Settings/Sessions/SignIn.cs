using System.Net;
using Microsoft.AspNetCore.Identity;
using Throughline.Contracts;
using Throughline.Platform.Colleagues;
using Throughline.Platform.Security.Limits;
using Throughline.Platform.Security.Users;
using Throughline.Platform.Storage;

namespace Throughline.Settings.Sessions;

/// <summary>Lets a colleague in by email and password. An unknown email, a wrong password and a closed account answer alike, and after as long.</summary>
public sealed class SignIn(
    ThroughlineDb db, UserSessions sessions, UserManager<User> users, CheckPassword passwords, GuessLimits limits, TrustedDevices devices) : IPart
{
    private const int SecondsToWait = 5;

    public sealed record Request(string? Email, string? Password, bool StaySignedIn = false);

    public abstract record Outcome;
    public sealed record SignedIn : Outcome;
    public sealed record NeedsSecondFactor : Outcome;
    public sealed record Refused : Outcome;
    public sealed record TooManyTries(int RetryAfterSeconds) : Outcome;

    /// <summary>Too many sign in at this moment.</summary>
    public sealed record TooBusy(int RetryAfterSeconds) : Outcome;

    public async Task<Outcome> Try(Request request, IPAddress? from, CancellationToken ct = default)
    {
        // What is too long for an address is none, and is neither looked for nor kept.
        var account = request.Email?.Trim() is { Length: <= NewUser.LongestEmail } email ? users.NormalizeEmail(email) : "";
        var device = devices.Of(account);
        var guess = limits.Password(from, account, device);
        if (guess.RetryAfter is { } seconds) return new TooManyTries(seconds);
        if (!await limits.Wait(guess, ct)) return new TooBusy(SecondsToWait);

        var user = await users.FindByEmailAsync(account);
        var verdict = await passwords.Check(user, request.Password, device is not null, ct);
        if (verdict == CheckPassword.Verdict.TooBusy) return new TooBusy(SecondsToWait);
        if (verdict == CheckPassword.Verdict.Wrong || user is not { IsDisabled: false })
        {
            await db.RefusedSignIn(user, "password");
            return new Refused();
        }
        guess.WasRight();
        if ((await sessions.Admit(user, request.StaySignedIn)).RequiresTwoFactor) return new NeedsSecondFactor();
        devices.Remember(account);
        await db.SignedIn(user, "password");
        return new SignedIn();
    }
}
