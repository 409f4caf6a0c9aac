using System.Security.Cryptography;
using System.Text;
using Throughline.Contracts;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;

namespace Throughline.Data.Webhooks.Receiving;

/// <summary>Answers a sender that asks, before it sends anything, whether this is the right address (Meta's <c>hub.challenge</c>).</summary>
[OneForAll]
public sealed class VerifyAddress(OpenDoors doors) : IFeature
{
    private const int LongestChallenge = 200;

    public abstract record Outcome;
    public sealed record Verified(string Challenge) : Outcome;
    public sealed record NoSuchDoor : Outcome;
    public sealed record WrongToken : Outcome;

    public Outcome Verify(string key, string? mode, string? token, string? challenge)
    {
        if (doors.Find(key) is not { VerifyToken: { } expected }) return new NoSuchDoor();
        // Hashed first, so that neither length nor content shows in the time.
        var same = CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(token ?? "")), SHA256.HashData(expected));
        return same && mode == "subscribe" && IsPlain(challenge) ? new Verified(challenge!) : new WrongToken();
    }

    // What comes back is read by a program; nothing that a browser could take for a page is said after anybody.
    private static bool IsPlain(string? challenge) =>
        challenge is { Length: > 0 and <= LongestChallenge } && challenge.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/hooks/{key}", (string key, HttpRequest request, VerifyAddress feature) =>
            feature.Verify(key, request.Query["hub.mode"], request.Query["hub.verify_token"], request.Query["hub.challenge"]) switch
            {
                Verified verified => Results.Text(verified.Challenge),
                NoSuchDoor => Problems.Of(StatusCodes.Status404NotFound, "no_such_door",
                    "No webhook at this address answers verification requests. Set a verify token first."),
                WrongToken => Problems.Of(StatusCodes.Status403Forbidden, "not_verified",
                    "The verify token does not match the webhook’s, or the challenge is missing."),
                var other => throw new InvalidOperationException($"Unknown outcome {other}."),
            })
        .Public("other systems ask here whether the address is right; the door's verify token is checked by the route itself")
        .WithTags("Webhooks").WithSummary("Answers a sender's challenge (hub.challenge) if it has the webhook's verify token");
}
