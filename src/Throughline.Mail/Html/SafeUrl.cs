using System.Text;

namespace Throughline.Mail.Html;

/// <summary>Which addresses links and images may have.</summary>
internal static class SafeUrl
{
    private const int LongestLink = 8000;
    private const int LongestData = 4 * 1024 * 1024;
    private static readonly string[] DataImages =
    ["data:image/png;base64,", "data:image/jpeg;base64,", "data:image/jpg;base64,", "data:image/gif;base64,", "data:image/webp;base64,"
    ];

    /// <summary>A link's address when it leads to the web, a mailbox or a telephone, else null. Relative addresses mean nothing in mail.</summary>
    public static string? Link(string? url)
    {
        var clean = Clean(url);
        if (clean is null || clean.Length > LongestLink) return null;
        return Scheme(clean) is "http" or "https" or "mailto" or "tel" ? clean : null;
    }

    /// <summary>The address of an image on the web, else null.</summary>
    public static string? Remote(string? url)
    {
        var clean = Clean(url);
        if (clean is null || clean.Length > LongestLink) return null;
        if (clean.StartsWith("//", StringComparison.Ordinal)) clean = "https:" + clean;
        return Scheme(clean) is "http" or "https" ? clean : null;
    }

    /// <summary>A bitmap written into the address itself, else null. SVG is refused: it can hold script.</summary>
    public static string? DataImage(string? url)
    {
        var clean = Clean(url);
        if (clean is null || clean.Length > LongestData) return null;
        var prefix = Array.Find(DataImages, p => clean.StartsWith(p, StringComparison.OrdinalIgnoreCase));
        if (prefix is null) return null;
        var body = clean.AsSpan(prefix.Length);
        foreach (var c in body) if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '/' or '=')) return null;
        return string.Concat(prefix, body);
    }

    /// <summary>The Content-ID that a <c>cid:</c> address names (RFC 2392), else null.</summary>
    public static string? ContentId(string? url)
    {
        var clean = Clean(url);
        return clean is not null && clean.StartsWith("cid:", StringComparison.OrdinalIgnoreCase) ? Uri.UnescapeDataString(clean[4..]) : null;
    }

    /// <summary>True for an address that the host gave for an image of the message: a path of its own, the web, or a bitmap.</summary>
    public static bool IsOwn(string url) =>
        Scheme(url) is { } scheme
            ? scheme is "http" or "https" || DataImage(url) is not null
            : !url.Any(char.IsControl) && !url.Contains('\\', StringComparison.Ordinal);

    // Browsers ignore controls and line breaks inside an address, so "java\nscript:" must not slip through.
    private static string? Clean(string? url)
    {
        if (string.IsNullOrWhiteSpace(url)) return null;
        var clean = new StringBuilder(url.Length);
        foreach (var c in url)
        {
            if (char.IsControl(c) || c is '\uFEFF' or '\u00AD' or >= '\u200B' and <= '\u200F' or >= '\u2028' and <= '\u202E') continue;
            clean.Append(c);
        }
        return clean.ToString().Trim();
    }

    private static string? Scheme(string url)
    {
        var colon = url.IndexOfAny([':', '/', '?', '#', '\\']);
        if (colon < 0 || url[colon] != ':') return null;
        return url[..colon].Trim().ToLowerInvariant();
    }
}
