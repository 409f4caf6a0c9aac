using System.Net;
using Microsoft.AspNetCore.Identity;
using Throughline.Contracts;
using Throughline.Platform.Colleagues;
using Throughline.Platform.Security.Limits;
using Throughline.Platform.Storage;

namespace Throughline.Settings.Sessions;

/// <summary>Ends a sign-in with the code of the authenticator app, or with one of the recovery codes, which then is spent.</summary>
public sealed class SignInSecondStep(ThroughlineDb db, SignInManager<User> sessions, Throttle throttle) : IPart
{
    public abstract record Outcome;
    public sealed record SignedIn : Outcome;

    /// <summary>The first step is missing or too long ago.</summary>
    public sealed record StartAgain : Outcome;

    public sealed record WrongCode : Outcome;
    public sealed record TooManyTries(int RetryAfterSeconds) : Outcome;

    public async Task<Outcome> Try(string? code, bool staySignedIn, IPAddress? from)
    {
        if (await sessions.GetTwoFactorAuthenticationUserAsync() is not { IsDisabled: false } user) return new StartAgain();
        if (throttle.SignIn(from, user.NormalizedEmail!) is { } seconds) return new TooManyTries(seconds);

        var plain = new string([.. (code ?? "").Where(char.IsLetterOrDigit)]);
        var isCode = plain.Length == 6 && plain.All(char.IsAsciiDigit);
        var result = isCode
            ? await sessions.TwoFactorAuthenticatorSignInAsync(plain, staySignedIn, rememberClient: false)
            : await sessions.TwoFactorRecoveryCodeSignInAsync(RecoveryCode(plain));
        var how = isCode ? "code" : "recovery code";
        if (result.Succeeded)
        {
            await db.SignedIn(user, how);
            return new SignedIn();
        }
        throttle.WrongSignIn(from, user.NormalizedEmail!);
        await db.RefusedSignIn(user, how);
        return new WrongCode();
    }

    // They are shown as XXXXX-XXXXX, and typed in any way.
    private static string RecoveryCode(string plain) => plain.Length == 10 ? $"{plain[..5]}-{plain[5..]}".ToUpperInvariant() : plain;
}
