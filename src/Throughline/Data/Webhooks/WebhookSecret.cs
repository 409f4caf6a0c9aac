using System.Security.Cryptography;
using Throughline.Platform.Security.Access;

namespace Throughline.Data.Webhooks;

/// <summary>What a sender shows, or signs with: ours to make, or theirs to give.</summary>
internal static class WebhookSecret
{
    public const int Shortest = 12, Longest = 256;

    private const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int RandomCharacters = 28; // 166 bits

    public static string Make() => "tl_hook_" + RandomNumberGenerator.GetString(Base62, RandomCharacters);

    /// <summary>Null when it will do, or when none is given.</summary>
    public static Fault? FaultIn(string? given) => string.IsNullOrEmpty(given) || given.Trim().Length is >= Shortest and <= Longest
        ? null
        : new Fault("secret", $"A secret has {Shortest} to {Longest} characters. Leave it empty to generate one.");
}
