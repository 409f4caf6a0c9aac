using System.Net;
using Microsoft.AspNetCore.Identity;
using Throughline.Platform.Colleagues;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Limits;
using Throughline.Platform.Security.Users;
using Throughline.Platform.Storage;
using Throughline.Settings.Passkeys;

namespace Throughline.Settings.Sessions;

/// <summary>Lets a colleague in by a passkey. The device has asked for finger, face or PIN, so no second step follows.</summary>
public sealed class SignInWithPasskey(
    ThroughlineDb db, UserManager<User> users, SignInManager<User> sessions, GuessLimits limits, TrustedDevices devices, TimeProvider clock) : IFeature
{
    private const string Account = "(passkey)", How = "passkey";
    private const int LongestCredential = 64 * 1024;

    public abstract record Outcome;
    public sealed record SignedIn : Outcome;
    public sealed record Refused : Outcome;
    public sealed record TooManyTries(int RetryAfterSeconds) : Outcome;

    /// <summary>What the browser's <c>navigator.credentials.get</c> takes, as JSON: whoever holds a passkey of ours may show it.</summary>
    public Task<string> Begin() => sessions.MakePasskeyRequestOptionsAsync(null);

    /// <param name="credential">What the browser answered, as JSON.</param>
    public async Task<Outcome> Finish(string? credential, bool staySignedIn, IPAddress? from)
    {
        var guess = limits.Password(from, Account, devices.Of(null));
        if (guess.RetryAfter is { } seconds) return new TooManyTries(seconds);

        var shown = await Check(credential);
        if (shown is not { Succeeded: true, User: { IsDisabled: false } user })
        {
            await db.RefusedSignIn(shown?.User, How);
            return new Refused();
        }
        guess.WasRight();
        await Remember(shown.Passkey!);
        await users.AddOrUpdatePasskeyAsync(user, shown.Passkey!);
        await sessions.SignInAsync(user, staySignedIn, How);
        devices.Remember(user.NormalizedEmail!);
        await db.SignedIn(user, How);
        return new SignedIn();
    }

    private async Task<PasskeyAssertionResult<User>?> Check(string? credential)
    {
        if (string.IsNullOrEmpty(credential) || credential.Length > LongestCredential) return null;
        try
        {
            return await sessions.PerformPasskeyAssertionAsync(credential);
        }
        catch (InvalidOperationException)
        {
            return null;   // Nothing was begun in this browser, or too long ago.
        }
    }

    private async Task Remember(UserPasskeyInfo passkey)
    {
        var uses = db.Set<PasskeyUse>();
        if (await uses.FindAsync([passkey.CredentialId], CancellationToken.None) is { } use) use.LastUsedAt = clock.GetUtcNow();
        else uses.Add(new PasskeyUse { CredentialId = passkey.CredentialId, LastUsedAt = clock.GetUtcNow() });
    }

    public static void Map(IEndpointRouteBuilder pages) => pages
        .MapPost("/sign-in/passkey/options", async (SignInWithPasskey feature) => Results.Text(await feature.Begin(), "application/json"))
        .Public("Signing in begins here; it gives a random challenge and tells nothing").ExcludeFromDescription();
}
