using Microsoft.EntityFrameworkCore;
using Throughline.Data.Webhooks.Mapping;
using Throughline.Data.Webhooks.Receiving;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Security.Protection;
using Throughline.Platform.Storage;

namespace Throughline.Data.Webhooks;

/// <summary>Opens a webhook or changes one. It works on the next request; its secret is shown when it is made, and never again.</summary>
public sealed class SaveWebhook(ThroughlineDb db, OpenDoors open, Secrets secrets, TimeProvider clock) : IFeature
{
    public const int MostDoors = 100;

    private const int LongestHeader = 100, LongestPrefix = 40;

    /// <param name="Authentication"><c>password</c> or <c>signature</c>.</param>
    /// <param name="Secret">One that the other system gave; without it one is made for a new webhook, and an old one keeps its own.</param>
    /// <param name="SignedText">Such as <c>{time}.{body}</c>; without it the body alone is signed.</param>
    /// <param name="VerifyToken">Shown by the other system when it asks for the address; empty takes it away, and null keeps what there is.</param>
    public sealed record Request(
        string? Name, string? Authentication, string? SignatureHeader, string? SignaturePrefix, WebhookMapping? Mapping, string? Secret = null,
        string? SignedText = null, string? TimestampHeader = null, string? VerifyToken = null);

    public abstract record Outcome;

    /// <param name="Secret">When it was made now.</param>
    public sealed record Saved(string Key, bool IsNew, string? Secret) : Outcome;

    public sealed record Refused(IReadOnlyList<Fault> Faults) : Outcome;

    public async Task<Outcome> Save(string key, Request request, Actor by, CancellationToken ct)
    {
        var doors = db.Webhooks;
        var found = await doors.FirstOrDefaultAsync(d => d.Key == key, ct);
        List<Fault> faults = FaultsIn(key, request);
        if (found is null && await doors.CountAsync(ct) >= MostDoors)
            faults.Add(new("key", $"There are {MostDoors} webhooks, which is the maximum. Close one first."));
        if (faults.Count > 0) return new Refused(faults);
        var made = found is null && string.IsNullOrWhiteSpace(request.Secret) ? WebhookSecret.Make() : null;
        var secret = made ?? (string.IsNullOrWhiteSpace(request.Secret) ? null : request.Secret.Trim());
        if (found is null) doors.Add(New(key, request, secret!));
        else Change(found, request, secret);
        db.Audit(by, found is null ? "webhook.opened" : "webhook.changed", $"webhook:{key}",
            new { request.Authentication, secretReplaced = found is not null && secret is not null });
        if (!await db.TrySave(ct)) return new Refused([new("key", "A webhook with this key was just created. Choose another key.")]);
        await open.Load(db, ct);
        return new Saved(key, found is null, made);
    }

    private WebhookDoor New(string key, Request request, string secret)
    {
        var door = new WebhookDoor { Key = key, Name = "", Authentication = default, Secret = "", Mapping = "", AddedAt = clock.GetUtcNow() };
        Change(door, request, secret);
        return door;
    }

    private void Change(WebhookDoor door, Request request, string? secret)
    {
        door.Name = request.Name!.Trim();
        door.Authentication = WebhookNames.Parse(request.Authentication)!.Value;
        var signed = door.Authentication == WebhookAuthentication.Signature;
        (door.SignatureHeader, door.SignaturePrefix) = signed ? (request.SignatureHeader!.Trim(), NullIfBlank(request.SignaturePrefix)) : (null, null);
        (door.SignedText, door.TimestampHeader) = signed ? (NullIfBlank(request.SignedText), NullIfBlank(request.TimestampHeader)) : (null, null);
        if (request.VerifyToken is { } token) door.VerifyToken = string.IsNullOrWhiteSpace(token) ? null : secrets.Protect(token.Trim(), door.VerifyPurpose);
        door.Mapping = WebhookDoor.Write(request.Mapping!);
        if (secret is not null) door.Secret = secrets.Protect(secret, door.Purpose);
    }

    private static List<Fault> FaultsIn(string key, Request request)
    {
        List<Fault> faults = [];
        if (key.Length is 0 or > WebhookDoor.LongestKey || !key.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_'))
            faults.Add(new("key", $"A key has up to {WebhookDoor.LongestKey} lowercase letters, digits, - and _, such as carrier."));
        if (request.Name?.Trim().Length is null or 0 or > WebhookDoor.LongestName)
            faults.Add(new("name", $"Enter a name of up to {WebhookDoor.LongestName} characters, such as the system that sends."));
        if (WebhookNames.Parse(request.Authentication) is not { } how)
            faults.Add(new("authentication", "The sender must authenticate with a password or a signature."));
        else if (how == WebhookAuthentication.Signature) faults.AddRange(SignatureFaults(request));
        if (request.VerifyToken?.Length > WebhookSecret.Longest)
            faults.Add(new("verifyToken", $"A verify token can have at most {WebhookSecret.Longest} characters."));
        if (WebhookSecret.FaultIn(request.Secret) is { } secret) faults.Add(secret);
        faults.AddRange(CompiledMapping.Of(request.Mapping ?? new WebhookMapping()).Faults);
        return faults;
    }

    // A door whose calls could never be checked is not opened.
    private static IEnumerable<Fault> SignatureFaults(Request request)
    {
        if (!IsHeader(request.SignatureHeader)) yield return new("signatureHeader", "Enter the header that contains the signature, such as X-Signature.");
        if (request.SignaturePrefix?.Length > LongestPrefix)
            yield return new("signaturePrefix", $"A signature prefix can have at most {LongestPrefix} characters.");
        if (NamesAnotherHash(request.SignaturePrefix))
            yield return new("signaturePrefix", "Only HMAC-SHA-256 signatures can be verified. Choose it in the other system.");
        if (NullIfBlank(request.SignedText) is { } text && SignedText.Parse(text) is null)
            yield return new("signedText", "Enter what is signed, with {time} before {body}, such as {time}.{body}.");
        if (NullIfBlank(request.TimestampHeader) is not { } time) yield break;
        if (!IsHeader(time) || NullIfBlank(request.SignedText) is null)
            yield return new("timestampHeader", "Enter the header that contains the signed time, and what is signed with it.");
        else if (time.Equals(request.SignatureHeader?.Trim(), StringComparison.OrdinalIgnoreCase))
            yield return new("timestampHeader", "One header cannot carry both the time and the signature. Leave this empty if the time is in it as t=.");
    }

    private static string? NullIfBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static bool NamesAnotherHash(string? prefix) =>
        prefix?.Trim(' ', '=', ':', '-').Replace("-", "", StringComparison.Ordinal).ToLowerInvariant() is "sha1" or "sha224" or "sha384" or "sha512" or "md5";

    private static bool IsHeader(string? name) =>
        name?.Trim() is { Length: > 0 and <= LongestHeader } header && header.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPut("/api/webhooks/{key}", async (string key, Request request, SaveWebhook feature, HttpContext http, CancellationToken ct) =>
            await feature.Save(key, request, Actor.Of(http.User), ct) switch
            {
                Saved saved => Results.Json(new { key = saved.Key, address = "/hooks/" + saved.Key, secret = saved.Secret },
                    statusCode: saved.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK),
                Refused refused => Problems.Of(refused.Faults),
                var other => throw new InvalidOperationException($"Unknown outcome {other}."),
            })
        .RequirePermission(DataPermissions.ManageDoors).WithTags("Webhooks")
        .WithSummary("Creates or edits a webhook; a generated secret is returned once");
}
