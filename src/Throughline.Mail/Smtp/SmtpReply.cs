using System.Text;
using Throughline.Mail.Net;

namespace Throughline.Mail.Smtp;

/// <summary>A server's reply: three digits, an enhanced code if it has one, and text for people (RFC 5321 section 4.2, RFC 3463).</summary>
/// <param name="Code">200 to 599.</param>
/// <param name="EnhancedCode">Such as "5.1.1"; null if the server gave none.</param>
/// <param name="Lines">The text, line by line, without codes.</param>
public sealed record SmtpReply(int Code, string? EnhancedCode, IReadOnlyList<string> Lines)
{
    private const int MaxLine = 8 * 1024;
    private const int MaxLines = 512;

    /// <summary>2xx: done.</summary>
    public bool IsOk => Code is >= 200 and < 300;

    /// <summary>4xx: not now.</summary>
    public bool IsTransient => Code is >= 400 and < 500;

    /// <summary>The text in one line.</summary>
    public string Text => string.Join(' ', Lines);

    /// <summary>The reply as one line.</summary>
    public override string ToString() => EnhancedCode is null ? $"{Code} {Text}" : $"{Code} {EnhancedCode} {Text}";

    internal static async Task<SmtpReply> Read(Wire wire, TimeSpan limit, string awaited, CancellationToken ct)
    {
        var lines = new List<string>();
        var code = 0;
        while (true)
        {
            var line = await wire.ReadLine(MaxLine, limit, awaited, ct);
            if (!TryParseLine(line.Span, out var number, out var isLast, out var text)) throw wire.Broke($"The server's reply for {awaited} is no SMTP reply.");
            if (lines.Count > 0 && number != code) throw wire.Broke($"A reply of several lines changes its code from {code} to {number}.");
            code = number;
            lines.Add(text);
            if (isLast) return From(code, lines);
            if (lines.Count == MaxLines) throw wire.Broke($"A reply exceeds {MaxLines} lines.");
        }
    }

    /// <summary>Parses "250-text", "250 text" or "250".</summary>
    internal static bool TryParseLine(ReadOnlySpan<byte> line, out int code, out bool isLast, out string text)
    {
        (code, isLast, text) = (0, true, "");
        if (line.Length < 3 || line[..3].ContainsAnyExceptInRange((byte)'0', (byte)'9')) return false;
        code = ((line[0] - '0') * 100) + ((line[1] - '0') * 10) + line[2] - '0';
        if (code is < 200 or > 599) return false;
        if (line.Length == 3) return true;
        isLast = line[3] != '-';
        text = Encoding.UTF8.GetString(line[4..]);
        return line[3] is (byte)'-' or (byte)' ';
    }

    private static SmtpReply From(int code, List<string> lines)
    {
        var enhanced = EnhancedCodeOf(lines[0]);
        if (enhanced is null) return new(code, null, lines);
        return new(code, enhanced, [.. lines.Select(l => EnhancedCodeOf(l) == enhanced ? l[enhanced.Length..].TrimStart() : l)]);
    }

    private static string? EnhancedCodeOf(string line)
    {
        var word = line.Split(' ', 2)[0];
        var parts = word.Split('.');
        var isCode = parts.Length == 3 && parts[0] is "2" or "4" or "5" && parts.All(p => p.Length is > 0 and < 4 && p.All(char.IsAsciiDigit));
        return isCode ? word : null;
    }
}
