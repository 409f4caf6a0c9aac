using System.Security.Cryptography;
using System.Text;

namespace Throughline.Contracts;

/// <summary>What the journey index keeps of a property's text: all of it, or of a very long one its beginning and a hash that stands for the rest.</summary>
public static class KeptText
{
    /// <summary>Letters that are kept as they are; <c>contains</c> finds what stands among them.</summary>
    public const int Longest = 1_000;

    private const int HashLetters = 32;

    /// <summary>The same for the same text, so that equal texts stay equal and different ones different.</summary>
    public static string Of(string text)
    {
        if (text.Length <= Longest || IsKept(text)) return text;
        var cut = char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest;
        return $"{text.AsSpan(0, cut)}…{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16))}";
    }

    // One that the index answered with and that is asked for again.
    private static bool IsKept(string text) => text.Length - Longest is HashLetters or HashLetters + 1 && text[^(HashLetters + 1)] == '…';
}
