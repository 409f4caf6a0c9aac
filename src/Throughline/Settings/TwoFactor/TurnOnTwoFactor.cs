using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using QRCoder;
using Throughline.Contracts;
using Throughline.Platform.Colleagues;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Storage;

namespace Throughline.Settings.TwoFactor;

/// <summary>Adds a second step to a colleague's own sign-in: time-based codes (RFC 6238) of an authenticator app.</summary>
public sealed class TurnOnTwoFactor(ThroughlineDb db, UserManager<User> users, IUserStore<User> store, SignInManager<User> sessions) : IPart
{
    private const int RecoveryCodes = 10;
    private const string Issuer = "Throughline";

    /// <param name="Key">To type into the app by hand, in groups of four.</param>
    /// <param name="Qr">The same as a picture: an inline SVG.</param>
    public sealed record Offer(string Key, string Qr);

    public abstract record Outcome;

    /// <param name="RecoveryCodes">Each works once instead of a code. They are shown this once.</param>
    public sealed record TurnedOn(IReadOnlyList<string> RecoveryCodes) : Outcome;

    public sealed record WrongCode : Outcome;
    public sealed record AlreadyOn : Outcome;

    /// <summary>What was begun and waits for its first code, if anything.</summary>
    public async Task<(bool IsOn, Offer? Begun)> Show(Guid id)
    {
        var user = await Find(id);
        return (user.TwoFactorEnabled, !user.TwoFactorEnabled && await users.GetAuthenticatorKeyAsync(user) is { Length: > 0 } key ? Offered(user, key) : null);
    }

    /// <summary>What to put into the app; <c>null</c> when the second step is on. The key stays the same until it is confirmed.</summary>
    public async Task<Offer?> Begin(Guid id)
    {
        var user = await Find(id);
        if (user.TwoFactorEnabled) return null;
        if (await users.GetAuthenticatorKeyAsync(user) is not { Length: > 0 } key)
        {
            // Nothing about their sign-in has changed yet: the manager's way would end their other sessions.
            key = users.GenerateNewAuthenticatorKey();
            await ((IUserAuthenticatorKeyStore<User>)store).SetAuthenticatorKeyAsync(user, key, CancellationToken.None);
            try
            {
                await users.UpdateAsync(user);
            }
            catch (DbUpdateException)
            {
                // Two windows begin at once: the key is the one that was first.
                db.ChangeTracker.Clear();
                return await Begin(id);
            }
        }
        return Offered(user, key);
    }

    private static Offer Offered(User user, string key)
    {
        var uri = $"otpauth://totp/{Issuer}:{Uri.EscapeDataString(user.Email!)}?secret={key}&issuer={Issuer}&digits=6&period=30";
        return new Offer(string.Join(' ', key.Chunk(4).Select(four => new string(four))), Draw(uri));
    }

    public async Task<Outcome> Confirm(Guid id, string? code)
    {
        var user = await Find(id);
        if (user.TwoFactorEnabled) return new AlreadyOn();
        var digits = new string([.. (code ?? "").Where(char.IsAsciiDigit)]);
        if (!await users.VerifyTwoFactorTokenAsync(user, users.Options.Tokens.AuthenticatorTokenProvider, digits)) return new WrongCode();

        // Never on without the codes that let them in when the app is lost.
        await using var all = await db.Database.BeginTransactionAsync();
        db.Audit(Actor.Self(user), "user.second-step-turned-on", $"user:{id}");
        await users.SetTwoFactorEnabledAsync(user, enabled: true);
        var codes = await users.GenerateNewTwoFactorRecoveryCodesAsync(user, RecoveryCodes);
        await all.CommitAsync();
        await sessions.RefreshSignInAsync(user);
        return new TurnedOn([.. codes!]);
    }

    private static string Draw(string uri)
    {
        using var code = QRCodeGenerator.GenerateQrCode(uri, QRCodeGenerator.ECCLevel.M);
        using var picture = new SvgQRCode(code);
        return picture.GetGraphic(4, "#000000", "#ffffff", drawQuietZones: true, SvgQRCode.SizingMode.ViewBoxAttribute);
    }

    private async Task<User> Find(Guid id) =>
        await users.FindByIdAsync(id.ToString()) ?? throw new InvalidOperationException("A session of a user who is not there.");
}
