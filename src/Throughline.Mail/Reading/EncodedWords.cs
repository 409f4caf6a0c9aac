using System.Buffers;
using System.Text;
using Throughline.Mail.Charsets;
using Throughline.Mail.Messages;

namespace Throughline.Mail.Reading;

/// <summary>
/// Encoded words (RFC 2047) as real mail writes them: also inside quotes, glued to other text, with blanks inside, without padding,
/// and with a character split between two words of one charset.
/// </summary>
public static class EncodedWords
{
    private const int LongestCharset = 60;
    private static readonly SearchValues<char> NotInCharset = SearchValues.Create(" \t<>@,;\"");
    private static readonly SearchValues<char> NotInCutOff = SearchValues.Create(" \t<>@,;:()\"");

    // RFC 2047 allows 75 characters; real mail exceeds that, but an unbounded search would cost quadratic time.
    private const int LongestWord = 8192;

    /// <summary>Decodes every encoded word in <paramref name="text"/>; what is not one stays as it is. Blanks between two words go.</summary>
    public static string Decode(string text) => Read(text, asWords: false);

    /// <summary>The same words in UTF-8, whatever charset they name, for a parser that knows fewer charsets and believes their labels.</summary>
    internal static string InUtf8(string text) => Read(text, asWords: true);

    private static string Read(string text, bool asWords)
    {
        var at = text.IndexOf("=?", StringComparison.Ordinal);
        if (at < 0) return text;
        var decoded = new StringBuilder(text.Length);
        var pending = new Pending(asWords);
        var done = 0;
        for (; at >= 0; at = text.IndexOf("=?", at, StringComparison.Ordinal))
        {
            if (!TryWord(text, at, out var word)) { at += 2; continue; }
            var between = text.AsSpan(done, at - done);
            var adjacent = pending.Any && !between.ContainsAnyExcept(" \t");
            if (!adjacent)
            {
                pending.Flush(decoded);
                decoded.Append(between);
            }
            pending.Add(word, decoded);
            at = done = word.End;
            if (at >= text.Length) break;
        }
        pending.Flush(decoded);
        return decoded.Append(text, done, text.Length - done).ToString();
    }

    private static bool TryWord(string text, int at, out Word word)
    {
        word = default;
        if (at + 1 >= text.Length || text[at] != '=' || text[at + 1] != '?') return false;
        var charsetEnd = text.IndexOf('?', at + 2, Math.Min(LongestCharset, text.Length - at - 2));
        if (charsetEnd <= at + 2 || charsetEnd + 3 >= text.Length || text[charsetEnd + 2] != '?') return false;
        var kind = text[charsetEnd + 1];
        if (kind is not ('q' or 'Q' or 'b' or 'B')) return false;
        var charset = text.AsSpan(at + 2, charsetEnd - at - 2);
        if (charset.ContainsAny(NotInCharset)) return false;
        var bodyAt = charsetEnd + 3;
        // The search starts after "Q?", so that the "?=" which "Q?=3D" spells is no end.
        var end = text.IndexOf("?=", bodyAt, Math.Min(LongestWord, text.Length - bodyAt), StringComparison.Ordinal);
        if (end < 0 && !IsCutOff(text.AsSpan(bodyAt))) return false;
        var (to, next) = end < 0 ? (text.AsSpan().TrimEnd('?').Length, text.Length) : (end, end + 2);
        if (to < bodyAt || text.AsSpan(bodyAt, to - bodyAt).Contains("=?", StringComparison.Ordinal)) return false;
        word = new(charset.ToString(), kind is 'b' or 'B', bodyAt, to, next, text);
        return true;
    }

    // A gateway that shortens subjects cuts the last word in two.
    private static bool IsCutOff(ReadOnlySpan<char> rest) => rest.Length is > 0 and < LongestWord && !rest.ContainsAny(NotInCutOff);

    private readonly record struct Word(string Charset, bool IsBase64, int From, int To, int End, string Text)
    {
        public byte[] Bytes()
        {
            var raw = Text[From..To];
            // A word that was broken like a body has "= " in it.
            return IsBase64 ? TransferDecoding.Base64(Encoding.UTF8.GetBytes(raw))
                : TransferDecoding.Quoted(Encoding.UTF8.GetBytes(raw.Replace("= ", "", StringComparison.Ordinal)), isWord: true);
        }
    }

    // Bytes of adjacent words of one charset are joined before decoding, for a multi-byte character may be split between them.
    private sealed class Pending(bool asWords)
    {
        private readonly List<byte> _bytes = [];
        private string? _charset;

        public bool Any => _charset is not null;

        public void Add(Word word, StringBuilder into)
        {
            if (_charset is not null && !_charset.Equals(word.Charset, StringComparison.OrdinalIgnoreCase)) Flush(into);
            _charset = word.Charset;
            _bytes.AddRange(word.Bytes());
        }

        public void Flush(StringBuilder into)
        {
            if (_charset is null) return;
            // A decoded line break must not become a header of its own.
            Write(PlainLine.Of(Charset.Decode(_bytes.ToArray(), _charset)), into);
            _charset = null;
            _bytes.Clear();
        }

        private void Write(string plain, StringBuilder into)
        {
            if (!asWords || plain.Length == 0) { into.Append(plain); return; }
            if (into.Length > 1 && into[^1] == '=' && into[^2] == '?') into.Append(' ');   // blanks between two words are none of the text
            into.Append("=?utf-8?B?").Append(Convert.ToBase64String(Encoding.UTF8.GetBytes(plain))).Append("?=");
        }
    }
}
