using System.Net;
using Microsoft.AspNetCore.Identity;
using Throughline.Platform.Security.Limits;
using Throughline.Platform.Security.Users;

namespace Throughline.Platform.Security.Sessions;

/// <summary>Ends a sign-in with the code of the authenticator app, or with one of the recovery codes, which then is spent.</summary>
public sealed class SignInSecondStep(SignInManager<User> sessions, Throttle throttle)
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
        var result = plain.Length == 6 && plain.All(char.IsAsciiDigit)
            ? await sessions.TwoFactorAuthenticatorSignInAsync(plain, staySignedIn, rememberClient: false)
            : await sessions.TwoFactorRecoveryCodeSignInAsync(RecoveryCode(plain));
        if (result.Succeeded) return new SignedIn();
        throttle.WrongSignIn(from, user.NormalizedEmail!);
        return new WrongCode();
    }

    // They are shown as XXXXX-XXXXX, and typed in any way.
    static string RecoveryCode(string plain) => plain.Length == 10 ? $"{plain[..5]}-{plain[5..]}".ToUpperInvariant() : plain;
}
