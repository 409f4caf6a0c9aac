using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Razor.Language.Intermediate;

namespace Throughline.Tests.Platform.Language;

/// <summary>The texts in the markup of pages: between tags, and in attributes that a person reads or hears.</summary>
internal sealed partial class MarkupLiterals(ProductSource source)
{
    /// <summary>Names that are the same in each language.</summary>
    private static readonly HashSet<string> Names = ["Throughline", "curl", "JavaScript", "n", "g"];

    private static readonly HashSet<string> ReadAloud =
    [
        "Title", "Subtitle", "Label", "Hint", "Error", "Meaning", "Definition", "Summary", "Caption", "Sentence",
        "title", "alt", "aria-label", "data-label", "placeholder",
    ];

    public IEnumerable<Literal> All() => source.Pages.SelectMany(page => In(page.Markup, page.File));

    private static IEnumerable<Literal> In(IntermediateNode node, string file)
    {
        if (node is MarkupElementIntermediateNode { TagName: "script" or "style" or "code" }) yield break;
        var text = node switch
        {
            HtmlContentIntermediateNode content => TextOf(content),
            HtmlAttributeIntermediateNode attribute =>
                string.Concat(attribute.Children.OfType<HtmlAttributeValueIntermediateNode>().Select(value => value.Prefix + TextOf(value))),
            _ => "",
        };
        if (IsRead(node, text.Trim()))
            yield return new(file, (node.Source?.LineIndex ?? 0) + 1, Blank().Replace(text.Trim(), " "), Fate.Bare,
                node is HtmlAttributeIntermediateNode named ? named.AttributeName : "text");
        foreach (var literal in node.Children.SelectMany(child => In(child, file))) yield return literal;
    }

    private static bool IsRead(IntermediateNode node, string text) => text.Count(char.IsLetter) > 1 && !Names.Contains(text.Trim(' ', '=', '·')) && node switch
    {
        // An example to type after is no sentence.
        HtmlAttributeIntermediateNode { AttributeName: "placeholder" } => Reading.IsSentence(text),
        HtmlAttributeIntermediateNode { AttributeName: var name }
            when ReadAloud.Contains(name) || name.StartsWith("data-say", StringComparison.Ordinal) => !Expression().IsMatch(text),
        HtmlAttributeIntermediateNode => Reading.IsSentence(text) && !Code().IsMatch(text),
        _ => !text.StartsWith("<!", StringComparison.Ordinal),
    };

    private static string TextOf(IntermediateNode node) => string.Concat(node.Children.OfType<IntermediateToken>().Select(token => token.Content));

    // An attribute of a component may hold C# without a sign.
    [GeneratedRegex(@"^[A-Za-z_]\w*(\.[A-Za-z_]\w*)+$|^[a-z_]\w*$")]
    private static partial Regex Expression();

    [GeneratedRegex(@"[=(;]")]
    private static partial Regex Code();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();
}
