using System.Runtime.InteropServices;

namespace Throughline.Statistics.Text;

/// <summary>
/// The terms of a text as 32-bit hashes (FNV-1a over UTF-16 units): words and pairs of neighbouring words, and pieces of 2 to 5 characters that
/// begin or end at, or lie within, a word and its neighbour. Case is folded, every digit reads 0 in pieces, every address reads as one word.
/// </summary>
internal sealed class TextTerms
{
    private const uint Start = 2166136261;
    private const uint Prime = 16777619;
    private const uint PairSeed = 0x9E3779B9;
    private const uint PieceSeed = 0x85EBCA6B;
    private const int Longest = 5;

    private readonly List<uint> _words = [];
    private readonly List<uint> _pieces = [];
    private readonly List<char> _flat = [];

    /// <summary>Words and pairs, in order of appearance, repeats included.</summary>
    public Span<uint> Words => CollectionsMarshal.AsSpan(_words);

    /// <summary>Pieces of characters, repeats included.</summary>
    public Span<uint> Pieces => CollectionsMarshal.AsSpan(_pieces);

    /// <summary>Reads a text in place of the one before. O(length).</summary>
    public void Read(string text)
    {
        _words.Clear();
        _pieces.Clear();
        _flat.Clear();
        _flat.Add(' ');
        var before = 0u;
        foreach (var token in Tokenizer.Tokens(text))
        {
            if (token.Kind == TokenKind.Mark && text[token.Start] is not ('?' or '!' or '€' or '$' or '£' or '%')) continue;
            var from = _flat.Count;
            Append(token.Kind == TokenKind.Address ? "\u0001" : token.In(text));
            var hash = Hash(Start, CollectionsMarshal.AsSpan(_flat)[from..]);
            _words.Add(hash);
            if (before != 0) _words.Add(Mix((before ^ PairSeed) * Prime ^ hash));
            before = hash;
            _flat.Add(' ');
        }

        AddPieces(CollectionsMarshal.AsSpan(_flat));
    }

    private void Append(ReadOnlySpan<char> token)
    {
        foreach (var c in token) _flat.Add(char.IsUpper(c) ? char.ToLowerInvariant(c) : c == '\u2019' ? '\'' : c);
    }

    private void AddPieces(ReadOnlySpan<char> flat)
    {
        for (var i = 0; i < flat.Length; i++)
        {
            var hash = Start ^ PieceSeed;
            for (var length = 1; length <= Longest && i + length <= flat.Length; length++)
            {
                var c = flat[i + length - 1];
                hash = (hash ^ (char.IsAsciiDigit(c) ? '0' : c)) * Prime;
                if (length > 1) _pieces.Add(Mix(hash));
            }
        }
    }

    private static uint Hash(uint seed, ReadOnlySpan<char> text)
    {
        foreach (var c in text) seed = (seed ^ c) * Prime;
        return Mix(seed);
    }

    private static uint Mix(uint hash)
    {
        hash ^= hash >> 16;
        hash *= 0x7FEB352D;
        hash ^= hash >> 15;
        return hash;
    }
}
