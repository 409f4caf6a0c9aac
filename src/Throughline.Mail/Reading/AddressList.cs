using System.Text.RegularExpressions;
using MimeKit;
using Throughline.Mail.Messages;

namespace Throughline.Mail.Reading;

/// <summary>
/// Address lists (RFC 5322, 3.4 and 4.4; RFC 6532) as real mail writes them, read by MimeKit: groups, comments, routes, encoded words in
/// quotes, commas in unquoted names. What MimeKit refuses is read entry by entry. Never throws; what cannot be an address keeps its text.
/// </summary>
public static partial class AddressList
{
    private const int LongestWhole = 8192;   // MimeKit takes quadratic time for names with commas

    /// <summary>The mailboxes of a header value or of what a person typed, groups resolved to their members.</summary>
    public static IReadOnlyList<Mailbox> Read(string? value) => Read(value, mayBeEncodedWhole: true);

    private static List<Mailbox> Read(string? value, bool mayBeEncodedWhole)
    {
        if (string.IsNullOrWhiteSpace(value)) return [];
        var text = Mailto().Replace(AddressMarks.Plain(EncodedWords.InUtf8(value)), "");
        if (Turned().Match(text) is { Success: true } turned) return [new(turned.Groups[2].Value, EncodedWords.Decode(turned.Groups[1].Value.Trim()))];
        var read = text.Length <= LongestWhole && InternetAddressList.TryParse(MimeOptions.Lenient, text, out var list)
            ? [.. list.Mailboxes.Select(m => WithAside(Of(m, text), text))]
            : BrokenAddresses.Read(text);
        if (mayBeEncodedWhole) read = read.SelectMany(Decoded).ToList();
        read = read.ConvertAll(AddressMarks.Tidy);
        read.RemoveAll(m => m.Address.Length == 0 && m.Name.Length == 0);
        return read;
    }

    /// <summary>What MimeKit read, without quotes around the whole address and with an address that stands in a comment in its place.</summary>
    internal static Mailbox Of(MailboxAddress read, string text)
    {
        var name = read.Name ?? "";
        // A domain stays as it was written; MimeKit decodes it.
        var address = (text.Contains("xn--", StringComparison.OrdinalIgnoreCase) ? read.GetAddress(idnEncode: true) : read.Address).Trim('\'');
        if (address is ['"', .. var inner, '"']) address = inner.Replace("\\", "", StringComparison.Ordinal);
        // "Somebody (somebody@example.com)": the comment is the address and the words are the name.
        var isTurned = !address.Contains('@', StringComparison.Ordinal) && name.Contains('@', StringComparison.Ordinal) && !name.Any(char.IsWhiteSpace);
        return isTurned ? new(name, address) : new(address, name);
    }

    // <ada@example.org> (Ada)
    internal static Mailbox WithAside(Mailbox mailbox, string text)
    {
        if (mailbox.Name.Length > 0 || !text.Contains('>', StringComparison.Ordinal)) return mailbox;
        var at = text.IndexOf($"<{mailbox.Address}>", StringComparison.Ordinal);
        var aside = at < 0 ? Match.Empty : Aside().Match(text, at + mailbox.Address.Length + 2);
        return aside.Success ? mailbox with { Name = EncodedWords.Decode(aside.Groups[1].Success ? aside.Groups[1].Value : aside.Groups[2].Value) } : mailbox;
    }

    // Some programs encode name and address together; such words are read once more.
    private static IEnumerable<Mailbox> Decoded(Mailbox mailbox)
    {
        if (!mailbox.Address.Contains("=?", StringComparison.Ordinal)) return [mailbox];
        var decoded = EncodedWords.Decode(mailbox.Address);
        return decoded == mailbox.Address ? [mailbox]
            : mailbox.Name.Length == 0 && decoded.Contains('@', StringComparison.Ordinal) ? Read(decoded, mayBeEncodedWhole: false)
            : [mailbox with { Address = decoded }];
    }

    [GeneratedRegex(@"\b(?:mailto|smtp):", RegexOptions.IgnoreCase)]
    private static partial Regex Mailto();

    // "Ada Lovelace (ada@example.org)": the comment is the address.
    [GeneratedRegex(@"^([^()<>@,;""]*)\(\s*([^()<>@,;\s""]+@[^()<>@,;\s""]+)\s*\)\s*$")]
    private static partial Regex Turned();

    // (Ada), or words alone up to the end
    [GeneratedRegex(@"\G(?:\s*\(([^()]*)\)|\s+([^\s()<>@,;""][^()<>@,;""]*)$)")]
    private static partial Regex Aside();
}
