using MailKit.Net.Smtp;

namespace Throughline.Mail.Smtp;

/// <summary>A server's reply: three digits, an enhanced code if it has one, and text for people (RFC 5321 section 4.2, RFC 3463).</summary>
/// <param name="Code">200 to 599.</param>
/// <param name="EnhancedCode">Such as "5.1.1"; null if the server gave none.</param>
/// <param name="Lines">The text, line by line, without codes.</param>
public sealed record SmtpReply(int Code, string? EnhancedCode, IReadOnlyList<string> Lines)
{
    /// <summary>2xx: done.</summary>
    public bool IsOk => Code is >= 200 and < 300;

    /// <summary>4xx: not now.</summary>
    public bool IsTransient => Code is >= 400 and < 500;

    /// <summary>The text in one line.</summary>
    public string Text => string.Join(' ', Lines);

    /// <summary>The reply as one line.</summary>
    public override string ToString() => EnhancedCode is null ? $"{Code} {Text}" : $"{Code} {EnhancedCode} {Text}";

    internal static SmtpReply From(SmtpResponse response) => From((int)response.StatusCode, response.Response);

    internal static SmtpReply From(int code, string text)
    {
        var lines = text.Split('\n');
        var enhanced = EnhancedCodeOf(lines[0]);
        return enhanced is null
            ? new(code, null, lines)
            : new(code, enhanced, [.. lines.Select(line => EnhancedCodeOf(line) == enhanced ? line[enhanced.Length..].TrimStart() : line)]);
    }

    private static string? EnhancedCodeOf(string line)
    {
        var word = line.Split(' ', 2)[0];
        var parts = word.Split('.');
        var isCode = parts.Length == 3 && parts[0] is "2" or "4" or "5" && parts.All(p => p.Length is > 0 and < 4 && p.All(char.IsAsciiDigit));
        return isCode ? word : null;
    }
}
