namespace Throughline.Mail.Reading;

/// <summary>An address without the brackets, comments, source route and "mailto:" that real mail writes into it.</summary>
internal static class BareAddress
{
    /// <summary>Without what is not part of it. Blanks within its words stay as they stand; those around the at sign go.</summary>
    public static string Of(string text)
    {
        var address = text.Trim().TrimStart('<').TrimEnd('>').Trim();
        if (!address.Contains('"', StringComparison.Ordinal))
        {
            address = WithoutBlanks(WithoutComments(address).Trim()).Trim('\'');
            if (address is ['[', .. var inner, ']']) address = inner;
            if (address.StartsWith('@') && address.LastIndexOf(':') is > 0 and var colon) address = address[(colon + 1)..];
            if (address.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase)) address = address[7..];
        }
        return address.Contains("=?", StringComparison.Ordinal) ? EncodedWords.Decode(address) : address;
    }

    private static string WithoutBlanks(string address)
    {
        var at = address.LastIndexOf('@');
        return at < 0 ? address : $"{address[..at].TrimEnd()}@{address[(at + 1)..].TrimStart()}";
    }

    private static string WithoutComments(string text)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        if (open < 0) return text;
        var close = text.LastIndexOf(')');
        return close > open ? text.Remove(open, close - open + 1) : text;
    }
}
