using System.Net;
using Microsoft.AspNetCore.Identity;
using Throughline.Contracts;
using Throughline.Platform.Colleagues;
using Throughline.Platform.Security.Limits;
using Throughline.Platform.Security.Users;
using Throughline.Platform.Storage;

namespace Throughline.Settings.Sessions;

/// <summary>Ends a sign-in with the code of the authenticator app, or with one of the recovery codes, which then is spent.</summary>
public sealed class SignInSecondStep(
    ThroughlineDb db, UserSessions sessions, UserManager<User> users, GuessLimits limits, TrustedDevices devices) : IPart
{
    private const int LongestCode = 100;

    public abstract record Outcome;
    public sealed record SignedIn : Outcome;

    /// <summary>The first step is missing or too long ago.</summary>
    public sealed record StartAgain : Outcome;

    public sealed record WrongCode : Outcome;
    public sealed record TooManyTries(int RetryAfterSeconds) : Outcome;

    public async Task<Outcome> Try(string? code, bool staySignedIn, IPAddress? from)
    {
        if (await sessions.GetTwoFactorAuthenticationUserAsync() is not { IsDisabled: false } user) return new StartAgain();
        var guess = limits.Code(from, user.NormalizedEmail!, devices.Of(user.NormalizedEmail!));
        if (guess.RetryAfter is { } seconds) return new TooManyTries(seconds);

        var plain = new string([.. (code ?? "").Take(LongestCode).Where(char.IsLetterOrDigit)]);
        var isCode = plain.Length == 6 && plain.All(char.IsAsciiDigit);
        var how = isCode ? "code" : "recovery code";
        if (!await IsRight(user, plain, isCode))
        {
            await db.RefusedSignIn(user, how);
            return new WrongCode();
        }
        guess.WasRight();
        await sessions.AdmitAfterSecondStep(user, staySignedIn);
        devices.Remember(user.NormalizedEmail!);
        await db.SignedIn(user, how);
        return new SignedIn();
    }

    // Each is spent by being right: of two requests with the same one, one is let in.
    private async Task<bool> IsRight(User user, string plain, bool isCode) => isCode
        ? await users.VerifyTwoFactorTokenAsync(user, users.Options.Tokens.AuthenticatorTokenProvider, plain)
        : (await users.RedeemTwoFactorRecoveryCodeAsync(user, RecoveryCode(plain))).Succeeded;

    // They are shown as XXXXX-XXXXX, and typed in any way.
    private static string RecoveryCode(string plain) => plain.Length == 10 ? $"{plain[..5]}-{plain[5..]}".ToUpperInvariant() : plain;
}
