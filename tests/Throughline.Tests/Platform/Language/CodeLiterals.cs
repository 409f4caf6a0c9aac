using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Throughline.Tests.Platform.Language;

/// <summary>The texts in C#, the C# of pages included.</summary>
internal sealed class CodeLiterals(ProductSource source)
{
    private readonly Takers _takers = new(source);

    public IEnumerable<Literal> All() => source.Code.AsParallel().AsOrdered().SelectMany(tree => In(tree).ToList());

    private IEnumerable<Literal> In(SyntaxTree tree)
    {
        var model = source.Compilation.GetSemanticModel(tree);
        foreach (var node in tree.GetRoot().DescendantNodes())
        {
            if (!IsText(node) || KeyOf(node) is not { } key || !(key.Any(char.IsLetter) || key.Contains('%'))) continue;
            var sink = Sink.Of(node, model, _takers, mayMatter: Reading.IsSentence(key));
            if (sink.Fate is { } fate) yield return new(tree.FilePath, LineOf(node), key, fate, sink.Name);
        }
    }

    private static int LineOf(SyntaxNode node) => node.GetLocation().GetMappedLineSpan().StartLinePosition.Line + 1;

    // Of texts joined by +, the whole is one.
    private static bool IsText(SyntaxNode node) => IsPart(node)
        ? node.Parent is not BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum || !IsPart(sum.Left) || !IsPart(sum.Right)
        : false;

    private static bool IsPart(SyntaxNode node) => node is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression }
        or InterpolatedStringExpressionSyntax
        || node is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum && IsPart(sum.Left) && IsPart(sum.Right);

    /// <summary>As a catalogue calls it: <c>$"{count:N0} people"</c> is <c>{0:N0} people</c>.</summary>
    internal static string? KeyOf(SyntaxNode node)
    {
        var holes = 0;
        var hasHoles = node.DescendantNodesAndSelf().OfType<InterpolationSyntax>().Any();
        return Of(node);

        string? Of(SyntaxNode part) => part switch
        {
            LiteralExpressionSyntax literal => Plain(literal.Token.ValueText),
            BinaryExpressionSyntax sum => Of(sum.Left) + Of(sum.Right),
            InterpolatedStringExpressionSyntax filled => string.Concat(filled.Contents.Select(OfContent)),
            _ => null,
        };

        string OfContent(InterpolatedStringContentSyntax content) => content switch
        {
            InterpolationSyntax hole => string.Create(CultureInfo.InvariantCulture, $"{{{holes++}{hole.FormatClause}}}"),
            InterpolatedStringTextSyntax text => Plain(text.TextToken.ValueText),
            _ => "",
        };

        string Plain(string text) => hasHoles
            ? text.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal)
            : text;
    }
}
