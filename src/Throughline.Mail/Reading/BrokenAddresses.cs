using System.Text.RegularExpressions;
using MimeKit;
using Throughline.Mail.Messages;

namespace Throughline.Mail.Reading;

/// <summary>
/// Address lists that MimeKit refuses as a whole: taken apart at their commas and semicolons, so that a broken entry hides no good one. Of
/// a broken entry the words around its address are the name; an address with blanks inside is kept as it stands.
/// </summary>
internal static partial class BrokenAddresses
{
    private const int MostCommas = 3;

    /// <summary>A mailbox for each entry that says something.</summary>
    public static List<Mailbox> Read(string text)
    {
        var found = new List<Mailbox>();
        var stray = new List<string>();
        foreach (var entry in Entries(text).Select(e => Group().Replace(e, "").Trim()).Where(e => e.Length > 0))
        {
            // "Doe, John <j@example.org>": the comma belongs to a name that should have been quoted.
            if (entry.IndexOfAny(['@', '<', '(']) < 0) { stray.Add(Words(entry)); continue; }
            var mailbox = One(entry);
            if (entry.Contains('<', StringComparison.Ordinal) && mailbox.Name.Length > 0 && stray.Count is > 0 and <= MostCommas)
            {
                mailbox = mailbox with { Name = $"{string.Join(", ", stray)}, {mailbox.Name}" };
                stray.Clear();
            }
            found.AddRange(stray.Select(words => new Mailbox(words)));
            stray.Clear();
            found.Add(mailbox);
        }
        found.AddRange(stray.Select(words => new Mailbox(words)));
        return found;
    }

    private static Mailbox One(string entry)
    {
        if (MailboxAddress.TryParse(MimeOptions.Lenient, entry, out var read)) return AddressList.WithAside(AddressList.Of(read, entry), entry);
        if (InBrackets().Match(entry) is { Success: true } bracketed)
            return AddressList.WithAside(new(Tidy(bracketed.Groups[2].Value), Words(bracketed.Groups[1].Value)), entry);
        if (WithAt().Match(entry) is { Success: true } bare) return new(Tidy(bare.Value), Words(entry.Remove(bare.Index, bare.Length)));
        return new(entry.Contains('@', StringComparison.Ordinal) ? Words(entry) : "");
    }

    // The blanks around the at sign, brackets and quotes are no part of it.
    private static string Tidy(string address)
    {
        address = Comment().Replace(address, "").Trim(' ', '\t', '<', '>', '\'', '[', ']');
        var at = address.LastIndexOf('@');
        return at < 0 ? address : $"{address[..at].TrimEnd()}@{address[(at + 1)..].TrimStart()}";
    }

    private static string Words(string text) => EncodedWords.Decode(text.Trim().Trim('"', ' ', '\t', '<', '>').Replace("\\\"", "\"", StringComparison.Ordinal));

    // At commas and semicolons outside of quotes, comments and brackets; a bracket that is not closed ends with its entry.
    private static IEnumerable<string> Entries(string text)
    {
        var (from, depth, quoted, bracketed) = (0, 0, false, false);
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\' when quoted || depth > 0: i++; break;
                case '"' when depth == 0: quoted = !quoted; break;
                case '(' when !quoted: depth++; break;
                case ')' when !quoted && depth > 0: depth--; break;
                case '<' when !quoted && depth == 0: bracketed = i + 1 < text.Length && text[i + 1] == '@'; break;   // a route may hold commas
                case '>' when !quoted && depth == 0: bracketed = false; break;
                case ',' or ';' when !quoted && depth == 0 && !bracketed:
                    yield return text[from..i];
                    from = i + 1;
                    break;
            }
        }
        yield return text[from..];
    }

    [GeneratedRegex("""^[^"<@(:]*:""")]
    private static partial Regex Group();

    [GeneratedRegex("^([^<]*)<+([^>]*)")]
    private static partial Regex InBrackets();

    [GeneratedRegex(@"[^\s""<>]+@[^\s""<>]+")]
    private static partial Regex WithAt();

    [GeneratedRegex(@"\([^()]*\)")]
    private static partial Regex Comment();
}
