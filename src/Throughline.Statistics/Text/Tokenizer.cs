using System.Globalization;
using System.Text;

namespace Throughline.Statistics.Text;

/// <summary>Splits text of any script into words, numbers, addresses, emoji and marks in one pass. Lone surrogates are skipped; nothing is refused.</summary>
public static class Tokenizer
{
    public static IEnumerable<Token> Tokens(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            if (Next(text, at) is { } token)
            {
                yield return token;
                at = token.End;
            }
            else at++;
        }
    }

    /// <summary>The token that begins here; null when none does.</summary>
    private static Token? Next(string text, int at)
    {
        if (Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out _) != System.Buffers.OperationStatus.Done) return null;
        if (Rune.IsWhiteSpace(rune)) return null;
        if (Addresses.LengthAt(text, at) is > 0 and var address) return new(TokenKind.Address, at, address);
        if (Emoji.LengthAt(text, at) is > 0 and var emoji) return new(TokenKind.Emoji, at, emoji);
        if (IsIdeograph(rune)) return new(TokenKind.Word, at, rune.Utf16SequenceLength);
        if (IsWordPart(rune)) return Word(text, at);
        return Rune.IsPunctuation(rune) || Rune.IsSymbol(rune) ? Mark(text, at, rune) : null;
    }

    private static Token Word(string text, int at)
    {
        var (end, onlyDigits) = (at, true);
        while (end < text.Length && Rune.DecodeFromUtf16(text.AsSpan(end), out var rune, out var length) == System.Buffers.OperationStatus.Done)
        {
            if (IsWordPart(rune) && !IsIdeograph(rune))
            {
                onlyDigits &= Rune.IsDigit(rune);
                end += length;
            }
            else if (Joins(text, end)) end++;
            else break;
        }

        return new(onlyDigits ? TokenKind.Number : TokenKind.Word, at, end - at);
    }

    private static Token Mark(string text, int at, Rune mark)
    {
        var end = at;
        while (end < text.Length && Rune.DecodeFromUtf16(text.AsSpan(end), out var rune, out var length) == System.Buffers.OperationStatus.Done && rune == mark)
            end += length;
        return new(TokenKind.Mark, at, end - at);
    }

    /// <summary>An apostrophe, hyphen or underscore between letters, or a separator between digits.</summary>
    private static bool Joins(string text, int at)
    {
        if (at == 0 || at + 1 >= text.Length) return false;
        return text[at] switch
        {
            '\'' or '\u2019' or '-' or '_' => char.IsLetterOrDigit(text[at - 1]) && char.IsLetterOrDigit(text[at + 1]),
            '.' or ',' => char.IsAsciiDigit(text[at - 1]) && char.IsAsciiDigit(text[at + 1]),
            _ => false,
        };
    }

    private static bool IsWordPart(Rune rune) => Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.LetterNumber;

    /// <summary>Scripts that are written without spaces, one sign about one word.</summary>
    private static bool IsIdeograph(Rune rune) => rune.Value is (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF)
        or (>= 0x3041 and <= 0x30FF) or (>= 0x20000 and <= 0x3FFFF);
}
