using System.Net;
using Microsoft.AspNetCore.Identity;
using Throughline.Contracts;
using Throughline.Platform.Colleagues;
using Throughline.Platform.Security.Limits;
using Throughline.Platform.Security.Users;
using Throughline.Platform.Storage;

namespace Throughline.Settings.Sessions;

/// <summary>Lets a colleague in by email and password. An unknown email, a wrong password, a locked and a closed account answer alike.</summary>
public sealed class SignIn(ThroughlineDb db, SignInManager<User> sessions, UserManager<User> users, IPasswordHasher<User> hasher, Throttle throttle) : IPart
{
    private static readonly User Nobody = User.Of("nobody@example.com", "Nobody", "Etc/UTC", DateTimeOffset.UnixEpoch);
    private static string? nobodysHash;

    public sealed record Request(string? Email, string? Password, bool StaySignedIn = false);

    public abstract record Outcome;
    public sealed record SignedIn : Outcome;
    public sealed record NeedsSecondFactor : Outcome;
    public sealed record Refused : Outcome;
    public sealed record TooManyTries(int RetryAfterSeconds) : Outcome;

    public async Task<Outcome> Try(Request request, IPAddress? from)
    {
        var account = users.NormalizeEmail(request.Email?.Trim()) ?? "";
        if (throttle.SignIn(from, account) is { } seconds) return new TooManyTries(seconds);

        var user = await users.FindByEmailAsync(account);
        switch (await Check(user, request))
        {
            case { Succeeded: true }:
                await db.SignedIn(user!, "password");
                return new SignedIn();
            case { RequiresTwoFactor: true }:
                return new NeedsSecondFactor();
            default:
                throttle.WrongSignIn(from, account);
                await db.RefusedSignIn(user, "password");
                return new Refused();
        }
    }

    private async Task<SignInResult> Check(User? user, Request request)
    {
        var password = request.Password is { Length: <= PasswordRule.Longest } given ? given : "";
        if (user is { IsDisabled: false }) return await sessions.PasswordSignInAsync(user, password, request.StaySignedIn, lockoutOnFailure: true);

        // As much work as for a known email, so that the time it takes tells nothing.
        hasher.VerifyHashedPassword(Nobody, nobodysHash ??= hasher.HashPassword(Nobody, "a password that nobody has"), password);
        return SignInResult.Failed;
    }
}
