using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;

namespace Throughline.Mail.Html;

/// <summary>Reads an HTML body as plain text that reads well: paragraphs, lists, quotes, links with their targets, images by their description.</summary>
public static class HtmlText
{
    /// <summary>The text with LF line ends and without leading or trailing blank lines. Linear in the input; never throws.</summary>
    public static string Read(string html)
    {
        var writer = new HtmlTextWriter();
        foreach (var token in HtmlTokens.Read(html)) Take(writer, token);
        return writer.Finish();
    }

    internal static void Take(HtmlTextWriter writer, HtmlToken token)
    {
        switch (token.Type)
        {
            case HtmlTokenType.Character: writer.Text(token.Data); break;
            case HtmlTokenType.StartTag: writer.Start(token.AsTag()); break;
            case HtmlTokenType.EndTag: writer.End(token.Name); break;
        }
    }
}
