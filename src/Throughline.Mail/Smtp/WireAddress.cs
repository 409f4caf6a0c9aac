using System.Buffers;
using System.Globalization;
using MimeKit;
using Throughline.Mail.Net;

namespace Throughline.Mail.Smtp;

/// <summary>The bare addresses of SMTP commands.</summary>
internal static class WireAddress
{
    private static readonly SearchValues<char> NotInDomains = SearchValues.Create("<> \"(),;\\");
    private static readonly SearchValues<char> NotInLocalParts = SearchValues.Create("<> \"(),;:\\");
    private static readonly IdnMapping Idn = new() { AllowUnassigned = false, UseStd3AsciiRules = false };

    /// <summary>Refuses whatever could end the address or the line early. What is a sensible address is for the server to say.</summary>
    public static void Check(string address, string parameter)
    {
        OneLine.Require(address, parameter);
        var at = address.LastIndexOf('@');
        if (at <= 0 || at == address.Length - 1) throw new UnsafeArgumentException($"'{address}' is not an address.", parameter);
        if (address.Length > 320) throw new UnsafeArgumentException("An address has at most 320 characters.", parameter);
        if (address.AsSpan(at + 1).ContainsAny(NotInDomains))
            throw new UnsafeArgumentException($"The domain of '{address}' holds what no domain may.", parameter);
        var local = address.AsSpan(0, at);
        var isQuoted = local is ['"', .., '"'] && local.Length > 1;
        if (isQuoted ? !IsSafelyQuoted(local[1..^1]) : local.ContainsAny(NotInLocalParts))
            throw new UnsafeArgumentException($"'{address}' holds what would end it early.", parameter);
        if (address.Any(char.IsControl)) throw new UnsafeArgumentException("An address holds no control characters.", parameter);
    }

    /// <summary>The address with an ASCII domain; its local part may still need SMTPUTF8.</summary>
    private static string WithAsciiDomain(string address)
    {
        var at = address.LastIndexOf('@');
        if (System.Text.Ascii.IsValid(address.AsSpan(at + 1))) return address;
        try
        {
            return $"{address[..at]}@{Idn.GetAscii(address[(at + 1)..])}";
        }
        catch (ArgumentException)
        {
            return address;   // No international domain name: only a server with SMTPUTF8 can judge it.
        }
    }

    /// <summary>Whether the address is ASCII once its domain is encoded.</summary>
    public static bool IsAscii(string address) => System.Text.Ascii.IsValid(WithAsciiDomain(address));

    /// <summary>The address as MailKit takes it, its domain in ASCII; null when MimeKit finds none in it. Empty means nobody ("&lt;&gt;").</summary>
    public static MailboxAddress? Mailbox(string address)
    {
        try
        {
            return new MailboxAddress("", address.Length == 0 ? "" : WithAsciiDomain(address));
        }
        catch (ParseException)
        {
            return null;
        }
    }

    private static bool IsSafelyQuoted(ReadOnlySpan<char> inside)
    {
        for (var i = 0; i < inside.Length; i++)
        {
            if (inside[i] == '"') return false;
            if (inside[i] == '\\' && ++i == inside.Length) return false;
        }

        return true;
    }
}
