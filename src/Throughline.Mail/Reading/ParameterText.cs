using System.Text.RegularExpressions;
using MimeKit;

namespace Throughline.Mail.Reading;

/// <summary>
/// The parameters of Content-Type and Content-Disposition (RFC 2045, 5.1; RFC 2231), read by MimeKit. Put right for it first: Windows paths
/// whose backslashes quote nothing, RFC 2231 values that name no charset, parameters without a value, encoded words of any charset.
/// </summary>
internal static partial class ParameterText
{
    /// <summary>The value before the first semicolon, and the parameters after it.</summary>
    public static (string Head, ParameterList Parameters) Split(string value)
    {
        var semicolon = value.IndexOf(';', StringComparison.Ordinal);
        if (semicolon < 0) return (value.Trim(), []);
        return (value[..semicolon].Trim(), Read(value[semicolon..]));
    }

    private static ParameterList Read(string text)
    {
        text = Backslash().Replace(EncodedWords.InUtf8(text), pair => pair.Length == 1 ? @"\\" : pair.Value);
        text = WithoutValue().Replace(WithoutCharset().Replace(text, "*=utf-8''"), found => found.Value[0] == '"' ? found.Value : "");
        _ = ContentType.TryParse(MimeOptions.Lenient, "x/x" + text, out var type);   // what is broken ends the list; what came before is kept
        return type?.Parameters ?? [];
    }

    // MimeKit reads no further than a parameter that has no value. What stands in quotes is passed over.
    [GeneratedRegex(@"""(?:\\.|[^""\\])*""?|;[^;=""]*(?=;)")]
    private static partial Regex WithoutValue();

    [GeneratedRegex(@"\\[""\\]?")]
    private static partial Regex Backslash();

    [GeneratedRegex(@"(?<!\*[1-9]\d*)\*=(?=[^'"";\s=]*%)(?![^"";\s=]*')")]
    private static partial Regex WithoutCharset();
}
