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

    // RFC 2047 allows 75 characters; real mail exceeds that, but an unbounded search would cost quadratic time.
    private const int LongestWord = 8192;

    /// <summary>Decodes every encoded word in <paramref name="text"/>; what is not one stays as it is. Blanks between two words go.</summary>
    public static string Decode(string text)
    {
        var at = text.IndexOf("=?", StringComparison.Ordinal);
        if (at < 0) return text;
        var decoded = new StringBuilder(text.Length);
        var pending = new Pending();
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

    /// <summary>The end of the encoded word that starts at <paramref name="at"/>, or -1 when none does.</summary>
    internal static int EndOf(string text, int at) => TryWord(text, at, out var word) ? word.End : -1;

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
        if (end < 0) return false;
        if (text.AsSpan(bodyAt, end - bodyAt).Contains("=?", StringComparison.Ordinal)) return false;
        word = new(charset.ToString(), kind is 'b' or 'B', bodyAt, end, end + 2, text);
        return true;
    }

    private readonly record struct Word(string Charset, bool IsBase64, int From, int To, int End, string Text)
    {
        public byte[] Bytes()
        {
            var body = Text.AsSpan(From, To - From);
            var raw = new byte[Encoding.UTF8.GetByteCount(body)];
            Encoding.UTF8.GetBytes(body, raw);
            return IsBase64 ? Base64Text.Decode(raw) : QuotedPrintable.DecodeWord(raw);
        }
    }

    // Bytes of adjacent words of one charset are joined before decoding, for a multi-byte character may be split between them.
    private sealed class Pending
    {
        private string? charset;
        private readonly List<byte> bytes = [];

        public bool Any => charset is not null;

        public void Add(Word word, StringBuilder into)
        {
            if (charset is not null && !charset.Equals(word.Charset, StringComparison.OrdinalIgnoreCase)) Flush(into);
            charset = word.Charset;
            bytes.AddRange(word.Bytes());
        }

        public void Flush(StringBuilder into)
        {
            if (charset is null) return;
            foreach (var c in Charset.Decode(bytes.ToArray(), charset))
                if (MailHeader.BreaksLines(c)) into.Append(' ');   // a decoded line break must not become a header of its own
                else if (c is not ('\r' or '\0')) into.Append(c);
            charset = null;
            bytes.Clear();
        }
    }
}
