using System.Buffers;
using System.Globalization;
using Throughline.Mail.Net;

namespace Throughline.Mail.Smtp;

/// <summary>When the recipient's server is to report back (RFC 3461 section 4.1).</summary>
[Flags]
public enum DeliveryReports
{
    /// <summary>Not said: the server's own rule, which is to report failures.</summary>
    AsUsual = 0,

    /// <summary>Never, not even failures.</summary>
    Never = 1,

    /// <summary>When it was delivered.</summary>
    OnSuccess = 2,

    /// <summary>When it could not be delivered.</summary>
    OnFailure = 4,

    /// <summary>When it is late.</summary>
    OnDelay = 8,
}

/// <summary>Who gets a message.</summary>
/// <param name="Address">The bare address, such as anna@example.com. It may hold non-ASCII letters (RFC 6531).</param>
/// <param name="Reports">Which delivery reports are asked for, where the server can.</param>
public sealed record EnvelopeRecipient(string Address, DeliveryReports Reports = DeliveryReports.AsUsual)
{
    /// <summary>A plain address.</summary>
    public static implicit operator EnvelopeRecipient(string address) => new(address);

    /// <summary>A plain address.</summary>
    public static EnvelopeRecipient FromString(string address) => new(address);
}

/// <summary>Who sends a message to whom, apart from what its header says (RFC 5321 section 2.3.1).</summary>
/// <param name="Sender">The bare address that bounces go to; null or empty for none (an automatic message, "&lt;&gt;").</param>
/// <param name="Recipients">At least one.</param>
public sealed record Envelope(string? Sender, IReadOnlyList<EnvelopeRecipient> Recipients)
{
    /// <summary>Comes back in delivery reports, so that they can be matched (ENVID, RFC 3461 section 4.4). At most 100 printable characters.</summary>
    public string? Id { get; init; }

    /// <summary>Whether delivery reports bring the whole message back or only its header (RET, RFC 3461 section 4.3).</summary>
    public bool ReturnWholeMessage { get; init; }

    /// <summary>Checks every part that goes on a command line.</summary>
    internal void Check()
    {
        if (Recipients.Count == 0) throw new ArgumentException("A message needs a recipient.", nameof(Recipients));
        if (!string.IsNullOrEmpty(Sender)) MailboxAddress.Check(Sender, nameof(Sender));
        foreach (var recipient in Recipients) MailboxAddress.Check(recipient.Address, nameof(Recipients));
        if (Id is { Length: > 100 }) throw new ArgumentException("An envelope id has at most 100 characters.", nameof(Id));
        if (Id is not null && Id.Any(c => c is < ' ' or > '~')) throw new UnsafeArgumentException("An envelope id is printable ASCII.", nameof(Id));
    }
}

/// <summary>The bare addresses of SMTP commands.</summary>
internal static class MailboxAddress
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
    public static string WithAsciiDomain(string address)
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

    /// <summary>xtext of RFC 3461 section 4: "+", "=" and everything unprintable in hexadecimal.</summary>
    public static string XText(string text) =>
        string.Concat(System.Text.Encoding.UTF8.GetBytes(text).Select(b => b is >= 33 and <= 126 and not ((byte)'+' or (byte)'=')
            ? ((char)b).ToString()
            : $"+{b:X2}"));

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
