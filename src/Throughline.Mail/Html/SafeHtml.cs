using System.Collections.Frozen;
using System.Text;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;

namespace Throughline.Mail.Html;

/// <summary>
/// Makes an HTML body safe to show inside a page: the output is written anew from an allow-list of elements, attributes, addresses and
/// styles, so that nothing the parser misunderstood can survive. No script, no forms, no ids, no remote content unless asked.
/// Linear in the input; never throws.
/// </summary>
public static class SafeHtml
{
    /// <summary>Cleans <paramref name="html"/>. Input beyond 8 million characters is cut off.</summary>
    public static SafeHtmlBody Clean(string html, SafeHtmlOptions? options = null)
    {
        var writer = new Writer(options ?? SafeHtmlOptions.Default);
        foreach (var token in HtmlTokens.Read(html)) writer.Take(token);
        return writer.Finish();
    }

    private sealed class Writer(SafeHtmlOptions options)
    {
        private const int Deepest = 200;
        private readonly StringBuilder html = new();
        private readonly List<string> open = [];
        private string? dropping;
        private int droppingDepth;
        private int remoteLeftOut;

        public void Take(HtmlToken token)
        {
            switch (token.Type)
            {
                case HtmlTokenType.Character when dropping is null: Escape(token.Data); break;
                case HtmlTokenType.StartTag: Start(token.AsTag()); break;
                case HtmlTokenType.EndTag: End(token.Name); break;
            }
        }

        public SafeHtmlBody Finish()
        {
            CloseTo(0);
            return new(html.ToString(), remoteLeftOut);
        }

        private void Start(HtmlTagToken tag)
        {
            var name = tag.Name == "body" ? "div" : tag.Name;
            if (dropping is not null)
            {
                if (name == dropping && !tag.IsSelfClosing) droppingDepth++;
                return;
            }
            if (HtmlRules.DroppedWhole.Contains(name))
            {
                if (!tag.IsSelfClosing || name is not ("svg" or "math")) (dropping, droppingDepth) = (name, 1);
                return;
            }
            if (!HtmlRules.Allowed.Contains(name)) return;
            if (HtmlRules.ClosedBy(name) is { } rule) CloseImplied(rule.Closes, rule.Within);
            if (HtmlRules.Void.Contains(name)) { Open(name, tag); return; }
            if (open.Count >= Deepest) return;
            Open(name, tag);
            open.Add(name);
        }

        private void End(string name)
        {
            if (name == "body") name = "div";
            if (dropping is not null)
            {
                if (name == dropping && --droppingDepth == 0) dropping = null;
                return;
            }
            if (name is "br") { html.Append("<br>"); return; }
            for (var i = open.Count - 1; i >= 0; i--)
            {
                if (open[i] == name) { CloseTo(i); return; }
                if (HtmlRules.StopsClosing(open[i]) && !(HtmlRules.IsTablePart(name) && open[i] != "table")) return;
            }
        }

        private void CloseImplied(FrozenSet<string> closes, FrozenSet<string> within)
        {
            for (var i = open.Count - 1; i >= 0; i--)
            {
                if (closes.Contains(open[i])) { CloseTo(i); return; }
                if (within.Contains(open[i])) return;
            }
        }

        private void CloseTo(int depth)
        {
            for (; open.Count > depth; open.RemoveAt(open.Count - 1)) html.Append("</").Append(open[^1]).Append('>');
        }

        private void Open(string name, HtmlTagToken tag)
        {
            html.Append('<').Append(name);
            foreach (var attribute in tag.Attributes)
            {
                if (attribute.Name == "style") Attribute("style", SafeStyle.Clean(attribute.Value), onlyIfFilled: true);
                else if (HtmlRules.AllowsAttribute(name, attribute.Name) && SafeAttribute.Accepts(attribute.Name, attribute.Value))
                    Attribute(attribute.Name, attribute.Value);
            }
            if (name == "a" && SafeUrl.Link(tag.GetAttribute("href")) is { } href)
            {
                Attribute("href", href);
                html.Append(" target=\"_blank\" rel=\"noopener noreferrer nofollow\"");
            }
            if (name == "img" && Image(tag) is { } source) Attribute("src", source);
            html.Append('>');
        }

        private string? Image(HtmlTagToken tag)
        {
            var src = tag.GetAttribute("src");
            if (string.IsNullOrWhiteSpace(src)) return null;
            if (options.OwnImage(SafeUrl.ContentId(src) ?? src) is { } own) return SafeUrl.IsOwn(own) ? own : null;
            if (SafeUrl.DataImage(src) is { } data) return data;
            if (SafeUrl.Remote(src) is not { } remote) return null;
            if (options.AllowRemote) return remote;
            remoteLeftOut++;
            return null;
        }

        private void Attribute(string name, string value, bool onlyIfFilled = false)
        {
            if (onlyIfFilled && value.Length == 0) return;
            html.Append(' ').Append(name).Append("=\"");
            Escape(value);
            html.Append('"');
        }

        private void Escape(string text)
        {
            foreach (var c in text)
            {
                switch (c)
                {
                    case '&': html.Append("&amp;"); break;
                    case '<': html.Append("&lt;"); break;
                    case '>': html.Append("&gt;"); break;
                    case '"': html.Append("&quot;"); break;
                    case '\'': html.Append("&#39;"); break;
                    case '`': html.Append("&#96;"); break;
                    case '\0': break;
                    default: html.Append(c); break;
                }
            }
        }
    }
}
