using System.Buffers;
using System.Globalization;

namespace Throughline.Contracts;

/// <summary>
/// One writing for a mail address, however it was pasted: small letters, the domain in its own script (RFC 5890: its two names are one),
/// nothing of the link, the name and the marks around it. Of two addresses the first counts.
/// </summary>
internal static class EmailWriting
{
    private const string Scheme = "mailto:";

    private static readonly SearchValues<char> Plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789._+-@");
    private static readonly IdnMapping Idn = new();

    /// <summary>Empty when there is no address in it.</summary>
    public static string Of(string text)
    {
        if (IsPlain(text)) return text;
        var seen = Within(PlainWriting.Of(text).Replace('\u3002', '.'));
        var at = seen.IndexOf('@', StringComparison.Ordinal);
        if (at < 0) return "";
        var (local, domain) = (Local(seen[..at].TrimEnd()), Domain(seen[(at + 1)..].TrimStart()));
        return local.Length == 0 || domain.Length == 0 ? "" : $"{local.ToLowerInvariant()}@{domain}";
    }

    private static bool IsPlain(ReadOnlySpan<char> text) => text.IndexOfAnyExcept(Plain) < 0
        && text.IndexOf('@') is var at and > 0 && at == text.LastIndexOf('@') && at < text.Length - 1
        && char.IsAsciiLetterOrDigit(text[0]) && char.IsAsciiLetterOrDigit(text[at + 1]) && char.IsAsciiLetterOrDigit(text[^1])
        && !text.Contains("xn--", StringComparison.Ordinal);

    // What stands in brackets is the address, and what stands before it a name, which may be an address itself.
    private static string Within(string text)
    {
        var link = text.LastIndexOf(Scheme, StringComparison.OrdinalIgnoreCase);
        if (link >= 0) text = Uri.UnescapeDataString(text[(link + Scheme.Length)..].Split('?')[0]);
        var open = text.LastIndexOf('<');
        if (open < 0 || text.IndexOf('@', open) < 0) return text;
        var close = text.IndexOf('>', open);
        return close < 0 ? text[(open + 1)..] : text[(open + 1)..close];
    }

    private static string Local(string before)
    {
        if (before.EndsWith('"') && before.LastIndexOf('"', Math.Max(0, before.Length - 2)) is var quote and >= 0 && quote < before.Length - 1)
        {
            var quoted = before[(quote + 1)..^1];
            return quoted.Length > 0 && quoted.All(IsLocal) ? quoted : before[quote..];
        }
        var from = before.Length;
        while (from > 0 && IsLocal(before[from - 1])) from--;
        return before[from..].TrimStart('\'', '`', '.');
    }

    private static string Domain(string after)
    {
        if (after.StartsWith('[')) return after.IndexOf(']', StringComparison.Ordinal) is var end and > 0 ? after[..(end + 1)].ToLowerInvariant() : "";
        var to = 0;
        while (to < after.Length && IsOfDomain(after[to])) to++;
        if (to < after.Length && after[to] == '@') return "";
        var name = after[..to].TrimEnd('.', '-', '_').ToLowerInvariant();
        if (name.StartsWith('.') || !name.Any(char.IsLetterOrDigit)) return "";
        if (System.Text.Ascii.IsValid(name) && !name.Contains("xn--", StringComparison.Ordinal)) return name;
        try { return Idn.GetUnicode(Idn.GetAscii(name)).ToLowerInvariant(); }
        catch (ArgumentException) { return name; }
    }

    private static bool IsLocal(char c) =>
        char.IsAsciiLetterOrDigit(c) || (c < 128 ? ".!#$%&'*+-/=?^_`{|}~".Contains(c) : IsOfAWord(c));

    private static bool IsOfDomain(char c) => c is '.' or '-' or '_' || IsOfAWord(c);

    private static bool IsOfAWord(char c) => char.IsLetterOrDigit(c) || char.IsSurrogate(c)
        || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
