using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using MailKit;

namespace Throughline.Mail.Imap;

/// <summary>
/// One LIST response (RFC 3501 section 7.2.2) as servers really write it: names with blanks, braces and brackets outside of quotes, a lone
/// backslash as a separator in quotes, with backslashes in the names that quote nothing.
/// </summary>
internal sealed partial record ListLine(string Attributes, string Separator, string RawName, bool IsOdd)
{
    private static readonly SearchValues<char> OddOutsideQuotes = SearchValues.Create(" (){}*\"\\");
    private const string LoneBackslash = "\"\\\" ";

    /// <summary>The decoded name (RFC 3501 section 5.1.3). INBOX is the same in any case.</summary>
    public string Name => RawName.Equals("INBOX", StringComparison.OrdinalIgnoreCase) ? "INBOX" : Shifted().Replace(RawName, Unshifted);

    public MailboxListing Listing => new(Name, Separator.Length == 0 ? '\0' : Separator[0], Flags());

    /// <summary>Null when it is no LIST response.</summary>
    /// <param name="response">With its literals, one character a byte.</param>
    public static ListLine? Read(string response)
    {
        if (Start().Match(response) is not { Success: true } start) return null;
        var rest = response[start.Length..].TrimStart(' ').TrimEnd('\r', '\n');
        var isLone = rest.StartsWith(LoneBackslash, StringComparison.Ordinal);
        var (separator, after) = isLone ? ("\\", rest[LoneBackslash.Length..]) : Value(rest, alone: false);
        var name = after.TrimStart(' ');
        if (name.Length == 0) return null;
        if (isLone && name is ['"', .., '"']) return Of(name[1..^1], isOdd: true);
        var isBare = name[0] != '"' && !Literal().IsMatch(name);
        var text = isBare ? Extended().Replace(name, "").TrimEnd(' ') : Value(name, alone: true).Value;
        return Of(text, isLone || isBare && text.AsSpan().ContainsAny(OddOutsideQuotes));

        ListLine Of(string raw, bool isOdd) =>
            new(start.Groups[1].Value, separator.Equals("NIL", StringComparison.OrdinalIgnoreCase) ? "" : separator, InUtf8(raw), isOdd);
    }

    /// <summary>The same as MailKit understands it, in no more than that many bytes, filled up with blanks; null where there is no room.</summary>
    public byte[]? Plain(int length)
    {
        var (separator, name) = (Separator.Length == 0 ? "NIL" : Quoted(Separator), Quoted(RawName));
        foreach (var line in (string[])[$"* LIST ({Attributes}) {separator} {name}", $"* LIST () {separator} {name}", $"*LIST(){separator} {name}"])
        {
            var bytes = Encoding.UTF8.GetBytes(line);
            if (bytes.Length < length) return [.. bytes, .. Enumerable.Repeat((byte)' ', length - bytes.Length - 1), (byte)'\n'];
        }
        return null;
    }

    private static string Quoted(string text) =>
        '"' + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + '"';

    // A literal, a quoted string, or what stands before the next blank.
    private static (string Value, string After) Value(string text, bool alone)
    {
        if (Literal().Match(text) is { Success: true } literal)
        {
            var size = Math.Min(int.Parse(literal.Groups[1].Value, CultureInfo.InvariantCulture), text.Length - literal.Length);
            return (text.Substring(literal.Length, size), text[(literal.Length + size)..]);
        }
        if (!text.StartsWith('"')) return text.IndexOf(' ', StringComparison.Ordinal) is >= 0 and var end && !alone ? (text[..end], text[end..]) : (text, "");
        var value = new StringBuilder();
        var at = 1;
        for (; at < text.Length && text[at] != '"'; at++) value.Append(text[at] == '\\' && at + 1 < text.Length ? text[++at] : text[at]);
        return (value.ToString(), at < text.Length ? text[(at + 1)..] : "");
    }

    private static string InUtf8(string bytes) => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(bytes));

    private static string Unshifted(Match shifted)
    {
        if (shifted.Groups[1].Length == 0) return "&";
        var base64 = shifted.Groups[1].Value.Replace(',', '/');
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '='), bytes, out var count)
            ? Encoding.BigEndianUnicode.GetString(bytes, 0, count)
            : shifted.Value;
    }

    private FolderAttributes Flags()
    {
        var flags = Name == "INBOX" ? FolderAttributes.Inbox : FolderAttributes.None;
        foreach (var word in Attributes.Split(' ', '\\'))
            if (word.Length > 0 && char.IsAsciiLetter(word[0]) && Enum.TryParse<FolderAttributes>(word, true, out var flag)) flags |= flag;
        return flags;
    }

    [GeneratedRegex(@"^\* +(?:LIST|XLIST|LSUB) *\(([^)]*)\)", RegexOptions.IgnoreCase)]
    private static partial Regex Start();

    [GeneratedRegex(@"^\{(\d{1,7})\+?\}\r?\n")]
    private static partial Regex Literal();

    // What servers add behind a name (RFC 5258, RFC 5465)
    [GeneratedRegex(@" \(""?(?:CHILDINFO|OLDNAME)""? .*\)$", RegexOptions.IgnoreCase)]
    private static partial Regex Extended();

    [GeneratedRegex("&([A-Za-z0-9+,]*)-")]
    private static partial Regex Shifted();
}
