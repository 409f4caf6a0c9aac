using System.Globalization;
using System.Text;
using MimeKit;

namespace Throughline.Mail.Writing;

/// <summary>Refuses what would change a message's meaning: line breaks and other characters where they have no place.</summary>
internal static class Checked
{
    private const int BytesAWord = 36;
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = false };

    /// <summary>The address with its domain in ASCII (RFC 5890).</summary>
    public static string Address(string address)
    {
        var at = address.LastIndexOf('@');
        var isQuoted = at > 1 && address[0] == '"' && address[at - 1] == '"';
        if (at <= 0
            || at == address.Length - 1
            || address.Any(char.IsControl)
            || !isQuoted && address.Any(c => char.IsWhiteSpace(c) || c is '<' or '>' or ',' or ';' or '(' or ')' or '"' or '\\' or '[' or ']'))
            throw new ArgumentException($"This is not an address that can be written to: {Shown(address)}", nameof(address));
        if (!isQuoted && address.AsSpan(0, at).Contains('@')) throw new ArgumentException($"The address has two at signs: {Shown(address)}", nameof(address));
        return Ascii.IsValid(address.AsSpan(at)) ? address : address[..(at + 1)] + InAscii(address[(at + 1)..]);
    }

    /// <summary>The mailbox as MimeKit writes it.</summary>
    public static MailboxAddress Mailbox(Messages.Mailbox mailbox)
    {
        var address = Address(mailbox.Address);
        try
        {
            return new MailboxAddress(Encoding.UTF8, Words(mailbox.Name) is { Length: > 0 } name ? name : null, address);
        }
        catch (ParseException e)
        {
            throw new ArgumentException($"This is not an address that can be written to: {Shown(address)}", nameof(mailbox), e);
        }
    }

    /// <summary>One line for a header. What looks like an encoded word is encoded itself, for MimeKit would leave it to be decoded; so are
    /// blanks in a row or at an end, and other blanks than spaces, which it would not keep.</summary>
    public static string Words(string text)
    {
        var line = OneLine(text);
        var isPlain = !line.Contains("=?", StringComparison.Ordinal) && !line.Contains("  ", StringComparison.Ordinal)
            && line.AsSpan().Trim().Length == line.Length && !line.Any(c => c != ' ' && char.IsWhiteSpace(c));
        if (isPlain) return line;
        var words = new List<string> { "" };
        foreach (var rune in line.EnumerateRunes())
        {
            if (Encoding.UTF8.GetByteCount(words[^1]) + rune.Utf8SequenceLength > BytesAWord) words.Add("");
            words[^1] += rune.ToString();
        }
        return string.Join(' ', words.Select(word => $"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(word))}?="));
    }

    /// <summary>Line breaks and tabs become blanks, other controls go.</summary>
    public static string OneLine(string text)
    {
        if (!text.Any(char.IsControl)) return text;
        var line = text.Replace("\r\n", " ", StringComparison.Ordinal);
        return string.Concat(line.Select(c => c is '\r' or '\n' or '\t' or '\v' or '\f' ? ' ' : c).Where(c => !char.IsControl(c)));
    }

    public static string Id(string id)
    {
        if (id.Length is 0 or > 900 || id.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '<' or '>' || c > '~'))
            throw new ArgumentException($"This is not a Message-ID: {Shown(id)}", nameof(id));
        return id;
    }

    public static string FieldName(string name)
    {
        if (name.Length is 0 or > 76 || name.Any(c => c is <= ' ' or > '~' or ':'))
            throw new ArgumentException($"This is not a header name: {Shown(name)}", nameof(name));
        return name;
    }

    public static string Token(string token, string what)
    {
        if (token.Length == 0 || !token.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
            throw new ArgumentException($"This cannot stand in a header: {Shown(token)}", what);
        return token;
    }

    public static string MediaType(string type)
    {
        var valid = type.Count(c => c == '/') == 1
            && type[0] != '/'
            && type[^1] != '/'
            && type.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '+' or '.' or '_');
        return valid ? type.ToLowerInvariant() : throw new ArgumentException($"This is not a media type: {Shown(type)}", nameof(type));
    }

    private static string InAscii(string domain)
    {
        try
        {
            return Idn.GetAscii(domain);
        }
        catch (ArgumentException e)
        {
            throw new ArgumentException($"The domain cannot be written in ASCII: {Shown(domain)}", nameof(domain), e);
        }
    }

    private static string Shown(string text) => string.Concat(text.Take(80).Select(c => char.IsControl(c) ? '?' : c));
}
