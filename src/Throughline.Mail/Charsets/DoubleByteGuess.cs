namespace Throughline.Mail.Charsets;

/// <summary>Tells the charsets of East Asia apart, whose characters take two bytes.</summary>
internal static class DoubleByteGuess
{
    private const double MostlyCommon = 0.8, SomeKana = 0.2;
    private const string OftenKorean = "이다는의에을하고가니로지도기사한요시어문주세인서아리은안녕나습를들자만해라전부대그일정제";
    private const string OftenChinese = "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而得于着下自之年过发后作里您好请谢订单款货退客服";

    /// <summary>The label; null when the bytes are no pairs, or none of such a charset.</summary>
    public static string? Label(ReadOnlySpan<byte> bytes)
    {
        if (IsShiftJis(bytes)) return "shift_jis";
        if (CharsetGuess.IsWestern(bytes)) return null;
        var pairs = Pairs.Of(bytes);
        if (pairs.Count == 0 || pairs.IsBroken) return null;
        if (pairs.LowTrails == 0 && pairs.Kana >= pairs.Count * SomeKana) return "euc-jp";
        if (pairs.LowTrails == 0 && pairs.Hangul == pairs.Count - pairs.Marks && pairs.Hangul > 0 && IsKorean(bytes, pairs)) return "ks_c_5601-1987";
        if (pairs.Count > 1 && pairs.LowTrails > 0 && pairs.Big5 >= pairs.Count * MostlyCommon) return "big5";
        // Cyrillic in capitals stays within 0xC0 to 0xDF, which Chinese leaves at once.
        return pairs.Common >= pairs.Count * MostlyCommon && pairs.Capitals < pairs.Count ? "gb18030" : null;
    }

    // Its common characters start with 0x81 to 0x9F, which are marks or nothing in the others.
    private static bool IsShiftJis(ReadOnlySpan<byte> bytes)
    {
        int low = 0, high = 0, singles = 0, kana = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            var b = bytes[i];
            if (b < 0x80) continue;
            if (b is >= 0xA1 and <= 0xDF) { singles++; continue; }
            if (b is 0x80 or 0xA0 or > 0xFC || ++i >= bytes.Length || bytes[i] is < 0x40 or 0x7F or > 0xFC) return false;
            if (b is >= 0x81 and <= 0x83) kana++;
            if (b < 0xA0) low++; else high++;
        }
        // Without kana it may be Western letters with the quotes and dashes of windows-1252.
        return low > 0 && low >= high + singles && (kana > 0 || !CharsetGuess.IsWestern(bytes));
    }

    // The Chinese of one meaning and the Korean of the other share their bytes: which of the two says something?
    private static bool IsKorean(ReadOnlySpan<byte> bytes, Pairs pairs)
    {
        var (korean, chinese) = (Often(bytes, "ks_c_5601-1987", OftenKorean), Often(bytes, "gb18030", OftenChinese));
        return korean > chinese || korean == chinese && pairs.Hangul > 6;
    }

    private static int Often(ReadOnlySpan<byte> bytes, string label, string often) =>
        Charset.Find(label)!.GetString(bytes).Count(c => c > 0x7F && often.Contains(c, StringComparison.Ordinal));

    /// <summary>What kinds of pairs there are.</summary>
    private readonly record struct Pairs(int Count, bool IsBroken, int LowTrails, int Kana, int Hangul, int Marks, int Big5, int Common, int Capitals)
    {
        public static Pairs Of(ReadOnlySpan<byte> bytes)
        {
            int count = 0, low = 0, kana = 0, hangul = 0, marks = 0, big5 = 0, common = 0, capitals = 0;
            for (var i = 0; i < bytes.Length; i++)
            {
                var lead = bytes[i];
                if (lead < 0x80) continue;
                if (lead is 0x80 or 0xFF || ++i >= bytes.Length || bytes[i] is < 0x40 or 0x7F or 0xFF) return new(count, true, 0, 0, 0, 0, 0, 0, 0);
                var trail = bytes[i];
                count++;
                if (trail < 0xA1 || lead < 0xA1) low++;
                if (lead is 0xA4 or 0xA5) kana++;
                if (lead is >= 0xB0 and <= 0xC8) hangul++;
                if (lead is >= 0xA1 and <= 0xA3) marks++;
                if (lead is 0xA1 or >= 0xA4 and <= 0xC6 && trail is < 0x7F or >= 0xA1) big5++;
                // Nearly all Chinese of any text is of the first level (0xB0 to 0xD7) or punctuation.
                if (trail >= 0xA1 && lead is >= 0xB0 and <= 0xD7 or >= 0xA1 and <= 0xA3) common++;
                if (lead is >= 0xC0 and <= 0xDF && trail is >= 0xC0 and <= 0xDF) capitals++;
            }
            return new(count, false, low, kana, hangul, marks, big5, common, capitals);
        }
    }
}
