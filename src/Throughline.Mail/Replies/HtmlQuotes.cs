using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using Throughline.Mail.Html;

namespace Throughline.Mail.Replies;

/// <summary>Splits an HTML body at the containers in which mail programs put quotes.</summary>
internal static class HtmlQuotes
{
    // Elements that hold the quote: Gmail, Thunderbird, Yahoo, Proton, Zoho, GMX, Apple Mail, Tutanota, Mail.ru, Spark, Front.
    private static readonly string[] Containers =
    ["gmail_quote", "gmail_extra", "moz-cite-prefix", "yahoo_quoted", "protonmail_quote", "zmail_extra", "tutanota_quote", "mail-quote",
        "front-blockquote", "gmx_quote", "quote-container"
    ];

    // Elements after which everything is quoted: Outlook in its many versions, Windows Mail, Lotus Notes.
    private static readonly string[] Dividers =
    ["divrplyfwdmsg", "appendonsend", "x_divrplyfwdmsg", "outlookmessageheader", "stopspelling", "mail-editor-reference-message-container",
        "olk_src_body_section", "replybody"
    ];

    /// <summary>The text outside of quotes, and the text inside.</summary>
    public static (string New, string Quoted) Split(string html)
    {
        HtmlTextWriter own = new(), quoted = new();
        string? container = null;
        var depth = 0;
        var toTheEnd = false;
        foreach (var token in HtmlTokens.Read(html))
        {
            if (!toTheEnd && container is null && token.Type == HtmlTokenType.StartTag) (container, toTheEnd, depth) = Opens(token.AsTag());
            else if (container is not null) depth += Step(token, container);
            HtmlText.Take(container is not null || toTheEnd ? quoted : own, token);
            if (container is not null && depth == 0) container = null;
        }
        return (own.Finish(), quoted.Finish());
    }

    private static (string? Container, bool ToTheEnd, int Depth) Opens(HtmlTagToken tag)
    {
        var names = $"{tag.GetAttribute("class")} {tag.GetAttribute("id")}".ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (names.Intersect(Dividers).Any() || IsOutlookRule(tag)) return (null, true, 0);
        var isQuote = names.Any(n => Containers.Any(c => n.StartsWith(c, StringComparison.Ordinal)))
            || tag.Name == "blockquote"
                && (string.Equals(tag.GetAttribute("type"), "cite", StringComparison.OrdinalIgnoreCase) || tag.GetAttribute("cite") is { Length: > 0 });
        return isQuote && !HtmlRules.Void.Contains(tag.Name) ? (tag.Name, false, 1) : (null, false, 0);
    }

    // Outlook draws a thin grey line above "From: … Sent: …".
    private static bool IsOutlookRule(HtmlTagToken tag)
    {
        if (tag.Name != "div" || tag.GetAttribute("style") is not { } style) return false;
        var packed = string.Concat(style.Where(c => !char.IsWhiteSpace(c))).ToLowerInvariant();
        return packed.Contains("border:none;border-top:solid#e1e1e11.0pt", StringComparison.Ordinal)
            || packed.Contains("border:none;border-top:solid#b5c4df1.0pt", StringComparison.Ordinal);
    }

    private static int Step(HtmlToken token, string container) => token.Name != container ? 0 : token.Type switch
    {
        HtmlTokenType.StartTag => 1,
        HtmlTokenType.EndTag => -1,
        _ => 0,
    };
}
