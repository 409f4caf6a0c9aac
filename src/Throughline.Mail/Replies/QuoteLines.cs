namespace Throughline.Mail.Replies;

/// <summary>Tells what a line of a plain-text mail is.</summary>
internal static class QuoteLines
{
    private const int LongestIntro = 400;
    private const int IntroLines = 4;

    /// <summary>True for a line that starts with the quote mark <c>&gt;</c>, whatever its depth.</summary>
    public static bool IsQuoted(string line) => line.AsSpan().TrimStart().StartsWith(">");

    public static bool IsBlank(string line) => string.IsNullOrWhiteSpace(line);

    /// <summary>How many lines from <paramref name="at"/> say "On … somebody wrote:"; 0 when they do not.</summary>
    public static int IntroAt(string[] lines, int at)
    {
        var joined = "";
        for (var i = 0; i < IntroLines && at + i < lines.Length; i++)
        {
            var line = lines[at + i].Trim();
            if (line.Length == 0 || i > 0 && IsQuoted(line)) return 0;
            joined = joined.Length == 0 ? line : $"{joined} {line}";
            if (joined.Length > LongestIntro) return 0;
            if (line[^1] is ':' or '：' && IsIntro(joined, first: i == 0)) return i + 1;
        }
        return 0;
    }

    /// <summary>True for a line of dashes around the words by which programs part a quoted mail.</summary>
    public static bool IsDivider(string line)
    {
        var text = line.Trim();
        if (text.Length is < 6 or > 120) return false;
        var bare = text.Trim('-', '_', '=', '*', '>', ' ', '—', '–').TrimEnd(':').Trim();
        if (bare.Length == 0 || bare.Length == text.Length && !text.EndsWith(':')) return false;
        var marked = text.StartsWith("--", StringComparison.Ordinal) || text.StartsWith("__", StringComparison.Ordinal)
            || text.StartsWith("==", StringComparison.Ordinal) || text.StartsWith("**", StringComparison.Ordinal) || text.StartsWith('—');
        return (marked || text.EndsWith(':')) && QuoteWords.Dividers.Any(d => bare.StartsWith(d, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>How many lines from <paramref name="at"/> are the header of a quoted mail, a line of underscores before it included; 0 when
    /// fewer than three.</summary>
    public static int HeaderBlockAt(string[] lines, int at)
    {
        var i = at;
        if (IsRule(lines[i])) i++;
        while (i > at && i < lines.Length && IsBlank(lines[i])) i++;
        var found = 0;
        var first = i;
        for (; i < lines.Length && i < first + 12; i++)
        {
            if (IsHeader(lines[i])) found++;
            else if (found == 0 || IsBlank(lines[i]) || !lines[i].StartsWith(' ') && !lines[i].Contains('@', StringComparison.Ordinal)) break;
        }
        return found >= 3 ? i - at : 0;
    }

    public static bool IsSignatureDelimiter(string line) => line is "-- " or "--" or "--\u00A0" or "- --" || line.Trim() is "—" or "–";

    public static bool IsProgramSignature(string line)
    {
        var text = line.Trim().TrimStart('*', '_', '-', '<', '[', ' ').ToLowerInvariant();
        return text.Length is > 0 and < 120 && Array.Exists(QuoteWords.Signatures, s => text.StartsWith(s, StringComparison.Ordinal));
    }

    private static bool IsRule(string line)
    {
        var text = line.Trim();
        return text.Length >= 10 && text.All(c => c is '_' or '-' or '=');
    }

    private static bool IsHeader(string line)
    {
        var text = line.AsSpan().Trim().Trim('*');
        var colon = text.IndexOfAny(':', '：');
        if (colon is <= 0 or > 20) return false;
        return QuoteWords.Headers.Contains(text[..colon].Trim(" *\u00A0").ToString());
    }

    private static bool IsIntro(string text, bool first)
    {
        foreach (var (start, end) in QuoteWords.Intros)
        {
            if (!text.EndsWith(end, StringComparison.OrdinalIgnoreCase) || !text.StartsWith(start, StringComparison.OrdinalIgnoreCase)) continue;
            if (text.Length <= start.Length + end.Length) continue;
            // Digits tell a date, an at sign an address; "As my friend wrote:" has neither. Open ends need more than one such sign.
            var signs = (text.Any(char.IsAsciiDigit) ? 1 : 0) + (text.Contains('@', StringComparison.Ordinal) ? 1 : 0) + (HasTime(text) ? 1 : 0);
            if (signs >= (start.Length > 0 && end.Length > 1 ? 1 : first && end.Length > 1 ? 1 : 2)) return true;
        }
        // "date, time, name <address>:" needs no verb, as in Russian.
        if (text.EndsWith(">:", StringComparison.Ordinal) && text.Contains('@', StringComparison.Ordinal) && HasTime(text)) return true;
        return text.EndsWith(':') && HasTime(text) && Array.Exists(QuoteWords.Verbs, v => text.Contains(v, StringComparison.OrdinalIgnoreCase));
    }

    private static bool HasTime(string text)
    {
        for (var i = 1; i + 2 < text.Length; i++)
            if (text[i] is ':' or '.' or 'h' && char.IsAsciiDigit(text[i - 1]) && char.IsAsciiDigit(text[i + 1]) && char.IsAsciiDigit(text[i + 2])) return true;
        return false;
    }
}
