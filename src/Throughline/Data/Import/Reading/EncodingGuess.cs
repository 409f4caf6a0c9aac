using System.Text;

namespace Throughline.Data.Import.Reading;

/// <summary>
/// What lines that are no UTF-8 are likely written in. Japanese, Chinese and Korean are known by which bytes stand side by side; the rest by
/// whose letters the others' would be: each language's alphabet is laid on the text, and the one with fewest strangers in it wins. Linear.
/// </summary>
internal static class EncodingGuess
{
    private const double Mostly = 0.8, NearlyAll = 0.9;

    public static Encoding Of(ReadOnlySpan<byte> sample, bool mayBeWide)
    {
        if (mayBeWide && (ShiftJis(sample) ?? Paired(sample)) is { } wide) return TextEncodings.Find(wide);
        var (best, most) = ("windows-1252", 0.0);
        foreach (var language in Alphabet.All)
        {
            var score = language.Score(sample);
            if (score > most) (best, most) = (language.Encoding, score);
        }
        return TextEncodings.Find(best);
    }

    // Common characters begin with 0x81 to 0x97; two or more stand together, where 0x92 in English is an apostrophe alone.
    private static string? ShiftJis(ReadOnlySpan<byte> bytes)
    {
        int common = 0, rare = 0, runs = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] < 0x80) continue;
            runs++;
            for (; i < bytes.Length && bytes[i] >= 0x80; i++)
            {
                if (bytes[i] is >= 0xA1 and <= 0xDF) { rare++; continue; }
                if (bytes[i] is 0x80 or 0xA0 or > 0xEF || i + 1 == bytes.Length || bytes[i + 1] is < 0x40 or 0x7F or > 0xFC) return null;
                if (bytes[i] <= 0x97) common++;
                else rare++;
                i++;
            }
        }
        return common > rare && common + rare >= 1.5 * runs ? "shift_jis" : null;
    }

    private static string? Paired(ReadOnlySpan<byte> bytes)
    {
        int pairs = 0, low = 0, high = 0, kana = 0, hangul = 0, common = 0, runs = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] < 0x80) continue;
            runs++;
            for (; i < bytes.Length && bytes[i] >= 0x80; i += 2)
            {
                if (i + 1 == bytes.Length || bytes[i] is < 0xA1 or 0xFF || bytes[i + 1] is < 0x40 or 0x7F or 0x80 or 0xFF) return null;
                pairs++;
                if (bytes[i + 1] < 0xA1) low++;
                if (bytes[i] >= 0xC0 && bytes[i + 1] >= 0xC0) high++;
                if (bytes[i] is 0xA4 or 0xA5) kana++;
                if (bytes[i] is >= 0xB0 and <= 0xC8) hangul++;
                if (bytes[i] is >= 0xA1 and <= 0xA5 or >= 0xB0 and <= 0xD7) common++;
            }
        }
        // In an alphabet nearly all letters stand in the upper half, and words have odd lengths as often as even ones.
        if (pairs < 1.5 * runs || high >= NearlyAll * pairs) return null;
        if (low > pairs / 5) return "big5";
        if (common < Mostly * pairs) return null;
        return kana > pairs / 8 ? "euc-jp" : hangul >= NearlyAll * pairs && pairs >= 5 ? "euc-kr" : "gb18030";
    }
}
