using System.Text;

namespace Throughline.Mail.Charsets;

/// <summary>
/// Reads raw 8-bit headers, which name no charset: valid UTF-8 first, then the body's charset, then what decodes sensibly of Shift-JIS,
/// GB18030, windows-1251 and windows-1252. The guess looks at which bytes stand side by side, in linear time.
/// </summary>
internal static class CharsetGuess
{
    private const double MostlyCommon = 0.8;

    public static string Decode(ReadOnlySpan<byte> bytes, string? bodyCharset)
    {
        var saysMore = Charset.Find(bodyCharset) is { } body and not UTF8Encoding && body.CodePage != 20127;   // more than "ASCII" or "UTF-8", which it is not
        if (saysMore || Ascii.IsValid(bytes)) return Charset.Decode(bytes, null, bodyCharset);
        return Charset.TryUtf8(bytes) ?? Charset.Decode(bytes, Label(bytes));
    }

    private static string Label(ReadOnlySpan<byte> bytes)
    {
        if (IsShiftJis(bytes)) return "shift_jis";
        if (IsGb(bytes)) return "gb18030";
        return IsCyrillic(bytes) ? "windows-1251" : "windows-1252";
    }

    // Its common characters start with 0x81 to 0x9F, which are marks or nothing in the others.
    private static bool IsShiftJis(ReadOnlySpan<byte> bytes)
    {
        int low = 0, high = 0, singles = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            var b = bytes[i];
            if (b < 0x80) continue;
            if (b is >= 0xA1 and <= 0xDF) { singles++; continue; }
            if (b is 0x80 or 0xA0 or > 0xFC || ++i >= bytes.Length || bytes[i] is < 0x40 or 0x7F or > 0xFC) return false;
            if (b < 0xA0) low++; else high++;
        }
        return low > 0 && low >= high + singles;
    }

    // Pairs of bytes from 0xA1 on; nearly all characters of any text are of the first level (0xB0 to 0xD7) or punctuation.
    private static bool IsGb(ReadOnlySpan<byte> bytes)
    {
        int pairs = 0, common = 0, capitals = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            var lead = bytes[i];
            if (lead < 0x80) continue;
            if (++i >= bytes.Length || lead is 0x80 or 0xFF || bytes[i] is < 0x40 or 0x7F or 0xFF) return false;
            pairs++;
            if (bytes[i] >= 0xA1 && lead is >= 0xB0 and <= 0xD7 or >= 0xA1 and <= 0xA3) common++;
            if (lead is >= 0xC0 and <= 0xDF && bytes[i] is >= 0xC0 and <= 0xDF) capitals++;
        }
        // Cyrillic in capitals stays within 0xC0 to 0xDF, which Chinese leaves at once. A single pair among letters is Western.
        return pairs > 0 && common >= pairs * MostlyCommon && capitals < pairs && !IsWestern(bytes);
    }

    private static bool IsCyrillic(ReadOnlySpan<byte> bytes)
    {
        var letters = 0;
        foreach (var b in bytes) if (b is >= 0xC0 or 0xA8 or 0xB8) letters++;
        return letters > 0 && !IsWestern(bytes);
    }

    // In the languages of Western Europe letters with marks stand alone or in twos among plain ones.
    private static bool IsWestern(ReadOnlySpan<byte> bytes)
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
