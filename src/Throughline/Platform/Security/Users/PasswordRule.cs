using System.Collections.Frozen;
using System.Security.Cryptography;

namespace Throughline.Platform.Security.Users;

/// <summary>What a password must be: long, and none of those that everybody tries first (NIST SP 800-63B §5.1.1.2: no rules of composition).</summary>
public static class PasswordRule
{
    /// <summary>Lengths are counted in UTF-16 code units. The longest bounds the work of hashing.</summary>
    public const int Shortest = 10, Longest = 256;

    private const string Readable = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";   // nothing that looks like something else
    private const int GeneratedLength = 16;                                                            // 92 bits
    private const int FewestDifferent = 4;

    private static readonly FrozenSet<string> Common = Read();

    /// <summary>What is wrong with a password, in a sentence; <c>null</c> if nothing is.</summary>
    public static string? FaultOf(string? password, string? email = null) => password switch
    {
        null or { Length: < Shortest } => Words.Say($"Use a password of at least {Shortest} characters. A few words make a good one."),
        { Length: > Longest } => Words.Say($"Use a password of at most {Longest} characters."),
        _ when password.Distinct().Count() < FewestDifferent => Words.Say("This password repeats too few characters. Use a few words."),
        _ when Common.Contains(password) => Words.Say("This password is too common. Choose another."),
        _ when email is { Length: > 0 } && string.Equals(password, email.Trim(), StringComparison.OrdinalIgnoreCase) =>
            Words.Say("Your email address cannot be your password. Choose another."),
        _ => null,
    };

    /// <summary>A random one that can be read out over the phone.</summary>
    public static string Make() => RandomNumberGenerator.GetString(Readable, GeneratedLength);

    private static FrozenSet<string> Read()
    {
        using var reader = new StreamReader(
            typeof(PasswordRule).Assembly.GetManifestResourceStream("Throughline.Platform.Security.Users.common-passwords.txt")!);
        return reader
            .ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }
}
