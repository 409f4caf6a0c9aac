namespace Throughline.Statistics.Text;

/// <summary>Web and mail addresses inside a text.</summary>
internal static class Addresses
{
    private const int LongestLocalPart = 64;

    /// <summary>How long the address is that begins here; 0 when none does.</summary>
    public static int LengthAt(string text, int at)
    {
        var rest = text.AsSpan(at);
        if (at > 0 && char.IsLetterOrDigit(text[at - 1])) return 0;
        var isWeb = rest.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || rest.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            || (rest.StartsWith("www.", StringComparison.OrdinalIgnoreCase) && rest.Length > 4 && char.IsLetterOrDigit(rest[4]));
        return isWeb ? Trimmed(rest, Until(rest, c => char.IsWhiteSpace(c) || c is '<' or '>' or '"')) : MailLength(rest);
    }

    private static int MailLength(ReadOnlySpan<char> rest)
    {
        if (!char.IsAsciiLetterOrDigit(rest[0])) return 0;
        var local = Until(rest[..Math.Min(rest.Length, LongestLocalPart + 1)], c => !(char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '+' or '-'));
        if (local >= rest.Length || rest[local] != '@') return 0;
        var domain = Trimmed(rest[(local + 1)..], Until(rest[(local + 1)..], c => !(char.IsAsciiLetterOrDigit(c) || c is '.' or '-')));
        return rest.Slice(local + 1, domain).Contains('.') ? local + 1 + domain : 0;
    }

    private static int Until(ReadOnlySpan<char> text, Func<char, bool> stops)
    {
        var length = 0;
        while (length < text.Length && !stops(text[length])) length++;
        return length;
    }

    /// <summary>Without the sentence's own punctuation at the end.</summary>
    private static int Trimmed(ReadOnlySpan<char> text, int length)
    {
        while (length > 0 && text[length - 1] is '.' or ',' or ';' or ':' or '!' or '?' or ')' or ']' or '\'' or '-') length--;
        return length;
    }
}
