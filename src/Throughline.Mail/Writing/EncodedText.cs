using System.Text;

namespace Throughline.Mail.Writing;

/// <summary>Header text as encoded words (RFC 2047): UTF-8, the shorter of B and Q, characters never split.</summary>
internal static class EncodedText
{
    private const int LongestWord = 75;
    private const string Prefix = "=?utf-8?B?";
    private const int Frame = 12;   // =?utf-8?X? and ?=

    /// <summary>Line breaks and tabs become blanks, other controls go.</summary>
    public static string OneLine(string text)
    {
        if (!text.Any(char.IsControl)) return text;
        var line = text.Replace("\r\n", " ", StringComparison.Ordinal);
        return string.Concat(line.Select(c => c is '\r' or '\n' or '\t' or '\v' or '\f' ? ' ' : c).Where(c => !char.IsControl(c)));
    }

    /// <summary>True when the text survives folding and reading as it is: ASCII, single blanks, no word wider than a line, nothing like an
    /// encoded word.</summary>
    public static bool IsPlain(string text, int widest)
    {
        var word = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is < ' ' or > '~') return false;
            if (text[i] != ' ') { if (++word > widest) return false; continue; }
            if (i == 0 || i == text.Length - 1 || text[i - 1] == ' ') return false;
            word = 0;
        }
        return !text.Contains("=?", StringComparison.Ordinal);
    }

    /// <summary>Encoded words with single blanks between; the first leaves room for what stands before it on its line.</summary>
    public static string Encode(string text, int before)
    {
        var asQ = UseQ(text);
        var words = new List<string>();
        var room = Math.Max(LongestWord - Frame - before, 24);
        var pending = new StringBuilder();
        var size = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var cost = asQ ? QuotedSize(rune) : rune.Utf8SequenceLength;
            var total = asQ ? size + cost : (size + cost + 2) / 3 * 4;
            if (total > room && pending.Length > 0)
            {
                words.Add(Word(pending.ToString(), asQ));
                pending.Clear();
                size = 0;
                room = LongestWord - Frame;
            }
            pending.Append(rune.ToString());
            size += cost;
        }
        if (pending.Length > 0) words.Add(Word(pending.ToString(), asQ));
        return string.Join(' ', words);
    }

    private static string Word(string text, bool asQ)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (!asQ) return $"{Prefix}{Convert.ToBase64String(bytes)}?=";
        var word = new StringBuilder("=?utf-8?Q?");
        foreach (var b in bytes)
        {
            if (b == ' ') word.Append('_');
            else if (IsPlainQ(b)) word.Append((char)b);
            else word.Append('=').Append(b.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }
        return word.Append("?=").ToString();
    }

    private static bool UseQ(string text)
    {
        int q = 0, bytes = 0;
        foreach (var rune in text.EnumerateRunes()) { q += QuotedSize(rune); bytes += rune.Utf8SequenceLength; }
        return q <= (bytes + 2) / 3 * 4;
    }

    private static int QuotedSize(Rune rune) => rune.Value == ' ' || rune.IsAscii && IsPlainQ((byte)rune.Value) ? 1 : rune.Utf8SequenceLength * 3;

    // RFC 2047, 5 (3): what may stand bare within a phrase.
    private static bool IsPlainQ(byte b) => char.IsAsciiLetterOrDigit((char)b) || b is (byte)'!' or (byte)'*' or (byte)'+' or (byte)'-' or (byte)'/';
}
