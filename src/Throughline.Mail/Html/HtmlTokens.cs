using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using AngleSharp.Text;

namespace Throughline.Mail.Html;

/// <summary>
/// HTML as a stream of tokens by the WHATWG tokenizer. No tree is built: tree construction takes cubic time on hostile nesting, a
/// stream takes linear time, and the output is written anew from an allow-list anyway.
/// </summary>
internal static class HtmlTokens
{
    /// <summary>Characters of HTML that are looked at; more is cut off.</summary>
    public const int Longest = 8 * 1024 * 1024;

    public static IEnumerable<HtmlToken> Read(string html)
    {
        if (html.Length > Longest) html = html[..Longest];
        using var source = new TextSource(html);
        using var tokenizer = new HtmlTokenizer(source, HtmlEntityProvider.Resolver);
        while (true)
        {
            var token = tokenizer.Get();
            if (token.Type == HtmlTokenType.EndOfFile) yield break;
            if (token.Type == HtmlTokenType.StartTag) tokenizer.State = ContentOf(token.Name);
            yield return token;
        }
    }

    // The tree builder normally tells the tokenizer which elements hold raw text.
    private static HtmlParseMode ContentOf(string name) => name switch
    {
        "script" => HtmlParseMode.Script,
        "style" or "xmp" or "iframe" or "noembed" or "noframes" => HtmlParseMode.Rawtext,
        "title" or "textarea" => HtmlParseMode.RCData,
        "plaintext" => HtmlParseMode.Plaintext,
        _ => HtmlParseMode.PCData,
    };
}
