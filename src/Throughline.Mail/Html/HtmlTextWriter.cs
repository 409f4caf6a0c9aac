using AngleSharp.Html.Parser.Tokens;

namespace Throughline.Mail.Html;

/// <summary>Turns tags into the marks of plain text.</summary>
internal sealed class HtmlTextWriter
{
    private const int Deepest = 20;
    private const int LongestTarget = 300;
    private readonly TextLines lines = new();
    private readonly Stack<int?> lists = new();   // the next number of an ordered list, null for bullets
    private string? hidden;
    private int hiddenDepth;
    private (string Href, int TextAt)? link;

    public void Text(string text)
    {
        if (hidden is null) lines.Write(text);
    }

    public void Start(HtmlTagToken tag)
    {
        var name = tag.Name;
        if (hidden is not null)
        {
            if (name == hidden && !tag.IsSelfClosing) hiddenDepth++;
            return;
        }
        var isVoid = HtmlRules.Void.Contains(name);
        if (!isVoid && (HtmlRules.DroppedWhole.Contains(name) || SafeStyle.Hides(tag.GetAttribute("style") ?? "")))
        {
            if (!tag.IsSelfClosing || name is not ("svg" or "math")) (hidden, hiddenDepth) = (name, 1);
            return;
        }
        switch (name)
        {
            case "br": lines.NewLine(); break;
            case "hr": lines.Break(1); lines.Write("----"); lines.Break(1); break;
            case "img": Image(tag); break;
            case "a": link = tag.GetAttribute("href") is { Length: > 0 } href ? (href, lines.Length) : null; break;
            case "blockquote": lines.Break(1); lines.QuoteDepth = Math.Min(lines.QuoteDepth + 1, Deepest); break;
            case "pre": lines.Break(1); lines.IsPreformatted = true; break;
            case "ul" or "menu" or "dir": Lists(null); break;
            case "ol": Lists(int.TryParse(tag.GetAttribute("start"), out var start) ? start : 1); break;
            case "li": Item(); break;
            case "td" or "th": lines.Cell(); break;
            case "p" or "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "dl" or "table" or "figure": lines.Break(name == "table" ? 1 : 2); break;
            default: if (HtmlRules.Blocks.Contains(name)) lines.Break(1); break;
        }
    }

    public void End(string name)
    {
        if (hidden is not null)
        {
            if (name == hidden && --hiddenDepth == 0) hidden = null;
            return;
        }
        switch (name)
        {
            case "a": Target(); break;
            case "blockquote": lines.Break(1); lines.QuoteDepth = Math.Max(0, lines.QuoteDepth - 1); lines.Break(1); break;
            case "pre": lines.IsPreformatted = false; lines.Break(1); break;
            case "ul" or "ol" or "menu" or "dir":
                if (lists.Count > 0) lists.Pop();
                lines.Break(lists.Count == 0 ? 2 : 1);
                break;
            case "td" or "th": break;
            case "p" or "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "dl" or "figure": lines.Break(2); break;
            default: if (HtmlRules.Blocks.Contains(name)) lines.Break(1); break;
        }
    }

    public string Finish() => lines.Finish();

    private void Lists(int? first)
    {
        lines.Break(lists.Count == 0 ? 2 : 1);
        if (lists.Count < Deepest) lists.Push(first);
    }

    private void Item()
    {
        lines.Break(1);
        var indent = new string(' ', Math.Max(0, lists.Count - 1) * 2);
        if (lists.TryPop(out var number))
        {
            lists.Push(number + 1);
            lines.Mark(number is { } n ? $"{indent}{n}. " : $"{indent}- ");
        }
        else lines.Mark("- ");
    }

    private void Image(HtmlTagToken tag)
    {
        var alt = tag.GetAttribute("alt")?.Trim();
        if (!string.IsNullOrEmpty(alt) && tag.GetAttribute("width") is not ("0" or "1") && tag.GetAttribute("height") is not ("0" or "1"))
            lines.Write($"[{alt}]");
    }

    private void Target()
    {
        if (link is not var (href, textAt)) return;
        link = null;
        var target = SafeUrl.Link(href);
        if (target is null || target.Length > LongestTarget) return;
        var shown = lines.Since(textAt).Trim();
        if (target.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase)) target = target[7..].Split('?')[0];
        if (target.StartsWith("tel:", StringComparison.OrdinalIgnoreCase)) return;
        if (shown.Length == 0 || Same(shown, target)) return;
        lines.Write($" <{target}>");
    }

    private static bool Same(string shown, string target) => Core(shown).Equals(Core(target), StringComparison.OrdinalIgnoreCase);

    private static string Core(string url)
    {
        var core = url.Trim().TrimEnd('/');
        if (core.IndexOf("://", StringComparison.Ordinal) is >= 0 and < 8 and var scheme) core = core[(scheme + 3)..];
        return core.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? core[4..] : core;
    }
}
