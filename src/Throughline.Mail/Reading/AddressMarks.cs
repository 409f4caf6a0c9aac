using System.Globalization;
using System.Text.RegularExpressions;
using Throughline.Mail.Messages;

namespace Throughline.Mail.Reading;

/// <summary>What addresses bring along that is no part of them: marks of links, of pages, of keyboards for other scripts, and invisible ones.</summary>
internal static partial class AddressMarks
{
    /// <summary>The text with plain brackets and at signs.</summary>
    public static string Plain(string text)
    {
        if (text.Contains("&lt;", StringComparison.OrdinalIgnoreCase) && text.Contains("&gt;", StringComparison.OrdinalIgnoreCase))
            text = Escaped().Replace(text, mark => mark.Value[1] is 'l' or 'L' ? "<" : ">");
        if (System.Text.Ascii.IsValid(text)) return text;
        if (!text.Contains('@', StringComparison.Ordinal)) text = text.Replace('＠', '@');
        return text.Contains('<', StringComparison.Ordinal) ? text : text.Replace('＜', '<').Replace('＞', '>');
    }

    /// <summary>A mailbox without invisible characters in its address or around its name, and without what a link carries behind the address.</summary>
    public static Mailbox Tidy(Mailbox mailbox)
    {
        var (address, name) = (mailbox.Address, PlainLine.Of(mailbox.Name));
        if (WithinQuotes().Match(address) is { Success: true } whole)
            (address, name) = (whole.Groups[2].Value, name.Length > 0 ? name : whole.Groups[1].Value.Trim(' ', '"'));
        if (address.Length == 0 && name.Contains('@', StringComparison.Ordinal) && !name.Any(char.IsWhiteSpace)) (address, name) = (name, "");
        address = string.Concat(address.Where(c => !IsInvisible(c)));
        if (address.LastIndexOf('@') is > 0 and var at && address.IndexOf('?', at) is > 0 and var query) address = address[..query];
        return new(address, TrimInvisible(name));
    }

    private static string TrimInvisible(string name)
    {
        var (from, to) = (0, name.Length);
        while (from < to && (char.IsWhiteSpace(name[from]) || IsInvisible(name[from]))) from++;
        while (to > from && (char.IsWhiteSpace(name[to - 1]) || IsInvisible(name[to - 1]))) to--;
        return name[from..to];
    }

    private static bool IsInvisible(char c) => char.IsControl(c) || c > '\u007F' && char.GetUnicodeCategory(c) == UnicodeCategory.Format;

    [GeneratedRegex("&[lg]t;", RegexOptions.IgnoreCase)]
    private static partial Regex Escaped();

    // "Ada <ada@example.org>" in quotes as a whole
    [GeneratedRegex(@"^([^<>]*)<([^<>@\s]+@[^<>@\s]+)>$")]
    private static partial Regex WithinQuotes();
}
