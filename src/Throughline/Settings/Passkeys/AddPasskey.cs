using Microsoft.AspNetCore.Identity;
using Throughline.Platform.Colleagues;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Security.Users;
using Throughline.Platform.Storage;

namespace Throughline.Settings.Passkeys;

/// <summary>Gives a colleague a passkey (WebAuthn level 3) to sign in with. It begins with the password: a session left open must not be enough.</summary>
public sealed class AddPasskey(ThroughlineDb db, UserManager<User> users, SignInManager<User> sessions, CheckPassword passwords) : IFeature
{
    public const int LongestName = 100;
    private const int MostPasskeys = 20, LongestCredential = 64 * 1024;

    public sealed record Request(string? Password);

    public abstract record Outcome;

    /// <param name="Options">What the browser's <c>navigator.credentials.create</c> takes, as JSON.</param>
    public sealed record Begun(string Options) : Outcome;

    public sealed record Added : Outcome;
    public sealed record Refused(string Field, string Why) : Outcome;

    public async Task<Outcome> Begin(Guid id, Request request)
    {
        var user = await Find(id);
        if (await passwords.WhyNot(user, request.Password) is { } why) return new Refused("password", why);
        if ((await users.GetPasskeysAsync(user)).Count >= MostPasskeys)
            return new Refused("name", Words.Say($"You have {MostPasskeys} passkeys. Remove one first."));
        return new Begun(await sessions.MakePasskeyCreationOptionsAsync(new() { Id = user.Id.ToString(), Name = user.Email!, DisplayName = user.Name }));
    }

    /// <param name="credential">What the browser made, as JSON.</param>
    public async Task<Outcome> Finish(Guid id, string? name, string? credential)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Trim().Length > LongestName)
            return new Refused("name", Words.Say($"Enter a name of at most {LongestName} characters."));
        var user = await Find(id);
        if (await Attest(credential) is not { Succeeded: true } attested || attested.UserEntity.Id != id.ToString())
            return new Refused("name", Words.Say("The passkey could not be saved. Try again."));

        attested.Passkey.Name = name.Trim();
        db.Audit(Actor.Self(user), "user.passkey-added", $"user:{id}");
        var result = await users.AddOrUpdatePasskeyAsync(user, attested.Passkey);
        return result.Succeeded ? new Added() : throw new InvalidOperationException(string.Join(' ', result.Errors.Select(e => e.Code)));
    }

    private async Task<PasskeyAttestationResult?> Attest(string? credential)
    {
        if (string.IsNullOrEmpty(credential) || credential.Length > LongestCredential) return null;
        try
        {
            return await sessions.PerformPasskeyAttestationAsync(credential);
        }
        catch (InvalidOperationException)
        {
            return null;   // Nothing was begun in this browser, or too long ago.
        }
    }

    private async Task<User> Find(Guid id) =>
        await users.FindByIdAsync(id.ToString()) ?? throw new InvalidOperationException("A session of a user who is not there.");

    public static void Map(IEndpointRouteBuilder pages) => pages
        .MapPost("/account/passkeys/options",
            async (Request request, AddPasskey feature, HttpContext http) => await feature.Begin(http.User.UserId!.Value, request) switch
            {
                Begun begun => Results.Text(begun.Options, "application/json"),
                Refused refused => Problems.Of([new(refused.Field, refused.Why)]),
                var other => throw new InvalidOperationException($"Unknown outcome {other}."),
            })
        .SignedIn().ExcludeFromDescription();
}
