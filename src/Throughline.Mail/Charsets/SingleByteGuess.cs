namespace Throughline.Mail.Charsets;

/// <summary>Tells charsets of one byte a character apart: by the letters that are frequent, and by signs where letters belong.</summary>
internal static class SingleByteGuess
{
    private const string OftenRussian = "оеаинтсрвлк", OftenGreek = "αοιετσνηυρκςπ";
    // Quotes, dashes and marks that stand before words, whatever the charset.
    private const string BeforeWords = "¿¡«»„“”‘’‚‹›…–—•·©®™€§°";

    /// <summary>The label; windows-1252 where nothing speaks for another.</summary>
    public static string Label(ReadOnlySpan<byte> bytes)
    {
        var letters = 0;
        foreach (var b in bytes) if (b is >= 0xC0 or 0xA8 or 0xB8 or 0xA3 or 0xB3) letters++;
        return letters > 0 && !CharsetGuess.IsWestern(bytes) ? OtherAlphabet(bytes) : Latin(bytes);
    }

    private static string OtherAlphabet(ReadOnlySpan<byte> bytes)
    {
        var (best, most) = ("windows-1251", double.MinValue);
        foreach (var (label, often) in ((string, string)[])[("windows-1251", OftenRussian), ("koi8-r", OftenRussian), ("windows-1253", OftenGreek)])
        {
            var score = Score(Charset.Find(label)!.GetString(bytes), often);
            if (score > most) (best, most) = (label, score);
        }
        return best;
    }

    // Small letters are the rule; what is no letter at all speaks against a charset.
    private static double Score(string text, string often)
    {
        var score = 0.0;
        foreach (var c in text)
        {
            if (c < 0x80) continue;
            if (often.Contains(c, StringComparison.Ordinal)) score += 1;
            else if (often.Contains(char.ToLowerInvariant(c), StringComparison.Ordinal)) score += 0.5;
            else if (!char.IsLetter(c) && !BeforeWords.Contains(c, StringComparison.Ordinal)) score -= 1;
        }
        return score;
    }

    // "£ukasz ¯ak" and "odpowiedŸ" are Polish in another charset than windows-1252.
    private static string Latin(ReadOnlySpan<byte> bytes)
    {
        var (best, fewest) = ("windows-1252", int.MaxValue);
        foreach (var label in (string[])["windows-1252", "windows-1250", "iso-8859-2"])
        {
            var odd = Misplaced(Charset.Find(label)!.GetString(bytes));
            if (odd < fewest) (best, fewest) = (label, odd);
        }
        return best;
    }

    private static int Misplaced(string text)
    {
        var odd = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] < 0x80 || BeforeWords.Contains(text[i], StringComparison.Ordinal)) continue;
            if (!char.IsLetter(text[i]) && i + 1 < text.Length && char.IsLetter(text[i + 1])) odd++;
            if (char.IsUpper(text[i]) && i > 0 && char.IsLower(text[i - 1])) odd++;
        }
        return odd;
    }
}
