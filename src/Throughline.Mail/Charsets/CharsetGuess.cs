using System.Text;

namespace Throughline.Mail.Charsets;

/// <summary>
/// Guesses the charset of 8-bit text that names none and is no UTF-8: Shift-JIS, EUC-JP, EUC-KR, Big5, GB18030, Cyrillic, Greek, Central
/// European, else windows-1252. The guess looks at which bytes stand side by side, in linear time.
/// </summary>
internal static class CharsetGuess
{
    private const int MostLookedAt = 64 * 1024;

    /// <summary>Raw 8-bit headers: valid UTF-8 first, then the body's charset, then the guess.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes, string? bodyCharset)
    {
        var saysMore = Charset.Find(bodyCharset) is { } body and not UTF8Encoding && body.CodePage != 20127;   // more than "ASCII" or "UTF-8", which it is not
        if (saysMore || Ascii.IsValid(bytes)) return Charset.Decode(bytes, null, bodyCharset);
        return Charset.TryUtf8(bytes) ?? Charset.Decode(bytes, Label(bytes));
    }

    /// <summary>The label of the likeliest charset.</summary>
    public static string Label(ReadOnlySpan<byte> bytes)
    {
        var head = bytes[..Math.Min(bytes.Length, MostLookedAt)];
        // A line's end cuts no character in two.
        if (head.Length < bytes.Length && head.LastIndexOf((byte)'\n') is > 0 and var end) head = head[..end];
        return DoubleByteGuess.Label(head) ?? SingleByteGuess.Label(head);
    }

    /// <summary>In the languages of Western Europe letters with marks stand alone or in twos among plain ones.</summary>
    public static bool IsWestern(ReadOnlySpan<byte> bytes)
    {
        int plain = 0, marked = 0, run = 0, longest = 0;
        foreach (var b in bytes)
        {
            if (b >= 0x80) { marked++; longest = Math.Max(longest, ++run); continue; }
            run = 0;
            if (char.IsAsciiLetter((char)b)) plain++;
        }
        return longest <= 2 && plain >= marked;
    }
}
