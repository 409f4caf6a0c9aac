using System.Collections.Frozen;
using System.Text;

namespace Throughline.Mail.Threading;

/// <summary>Subjects without what answering and forwarding put before them (RFC 5256, 2.1, and the habits of other languages).</summary>
public static class Subjects
{
    private const int Longest = 2000;

    private static readonly FrozenSet<string> Prefixes = new[]
    {
        "re", "fw", "fwd", "aw", "wg", "antw", "antwort", "sv", "vs", "vl", "vb", "ref", "rv", "res", "enc", "rif", "r", "i", "tr", "odp",
        "pd", "ynt", "ilt", "bls", "trs", "vá", "továbbítás", "doorst", "betr",
        "回复", "答复", "转发", "回覆", "轉寄", "返信", "転送", "отв", "ответ", "на", "пересл", "fs", "atb", "ynt", "رد", "تحويل", "השב", "הועבר", "απ",
        "πρθ", "σχετ", "trans", "reply", "forward",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The subject as threads are compared by it: prefixes such as Re:, AW:, Fwd:, RE[2]:, list names in brackets and "(fwd)" removed,
    /// blanks collapsed. Letters keep their case; compare without regard to it.
    /// </summary>
    public static string Normalise(string subject)
    {
        var text = Collapse(subject.Length > Longest ? subject[..Longest] : subject);
        for (var before = ""; before != text;)
        {
            before = text;
            text = WithoutTag(WithoutPrefix(text));
            if (text.EndsWith("(fwd)", StringComparison.OrdinalIgnoreCase)) text = text[..^5].TrimEnd();
        }
        return text;
    }

    /// <summary>True when the subject starts as answers and forwards do.</summary>
    public static bool IsAnswer(string subject) => WithoutPrefix(WithoutTag(Collapse(subject))).Length < WithoutTag(Collapse(subject)).Length;

    /// <summary>The subject for an answer: exactly one "Re: " before it.</summary>
    public static string ForAnswer(string subject) => "Re: " + Normalise(subject);

    private static string WithoutPrefix(string text)
    {
        var colon = text.IndexOfAny([':', '：']);
        if (colon is < 1 or > 15) return text;
        var word = text.AsSpan(0, colon).TrimEnd();
        // Re[2]: Re(2): Re^2: Re2:
        var letters = word.TrimEnd("0123456789[]()^ ");
        return Prefixes.Contains(letters.ToString()) ? text[(colon + 1)..].TrimStart() : text;
    }

    // [list] before a subject that goes on; a subject that is nothing else keeps it.
    private static string WithoutTag(string text)
    {
        if (!text.StartsWith('[')) return text;
        var end = text.IndexOf(']', StringComparison.Ordinal);
        return end > 0 && end < text.Length - 1 && !text[(end + 1)..].TrimStart().StartsWith(':') ? text[(end + 1)..].TrimStart() : text;
    }

    private static string Collapse(string text)
    {
        var collapsed = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!char.IsWhiteSpace(c)) collapsed.Append(c);
            else if (collapsed.Length > 0 && collapsed[^1] != ' ') collapsed.Append(' ');
        }
        return collapsed.ToString().TrimEnd();
    }
}
