using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Throughline.Tests.Platform.Language;

/// <summary>Where a text in C# goes: to the words of the house, to programs, or bare to somebody. Null for a text that is no sentence.</summary>
internal sealed record Sink(Fate? Fate, string Name)
{
    /// <summary>What a literal reaches; asked of the compiler only where it may matter.</summary>
    public static Sink Of(SyntaxNode text, SemanticModel model, Takers takers, bool mayMatter)
    {
        var at = Outermost(text);
        return at.Parent switch
        {
            ArgumentSyntax { Parent: BracketedArgumentListSyntax { Parent: ElementAccessExpressionSyntax { Expression: var words } } list } argument =>
                list.Arguments[0] == argument && IsLocalizer(words, model) ? Whole(text, "looked up") : Plain("index", mayMatter, isBare: false),
            ArgumentSyntax argument => OfArgument(argument, text, at, model, takers, mayMatter),
            AttributeArgumentSyntax or ConstantPatternSyntax or CaseSwitchLabelSyntax or BinaryExpressionSyntax =>
                Plain("compared", mayMatter, isBare: false),
            InterpolationSyntax => Plain("inside another text", mayMatter),
            var other => OfDeclared(other, text, model, mayMatter),
        };
    }

    // A text that is chosen among others, or stands in a list, goes where all of them go.
    private static SyntaxNode Outermost(SyntaxNode text)
    {
        var at = text;
        while (at.Parent is ParenthesizedExpressionSyntax or SwitchExpressionArmSyntax or SwitchExpressionSyntax or CollectionExpressionSyntax
            or ExpressionElementSyntax or TupleExpressionSyntax or InitializerExpressionSyntax or ArrayCreationExpressionSyntax or CastExpressionSyntax
            or ArgumentSyntax { Parent: TupleExpressionSyntax } or AssignmentExpressionSyntax { Left: ImplicitElementAccessSyntax }
            || at.Parent is ConditionalExpressionSyntax choice && choice.Condition != at
            || at is InitializerExpressionSyntax && at.Parent is BaseObjectCreationExpressionSyntax
            || at.Parent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression })
            at = at.Parent;
        return at;
    }

    private static Sink OfArgument(ArgumentSyntax argument, SyntaxNode text, SyntaxNode at, SemanticModel model, Takers takers, bool mayMatter)
    {
        var called = Takers.CalledBy(argument);
        if (called.IsMarkup) return at == text ? new(null, "markup") : Plain("shown on a page", mayMatter);
        if (called.IsForProgrammers) return Plain(called.Name, mayMatter, isBare: false);
        if (!takers.MayTake(called.Name) || (!mayMatter && !MayBeKept(text))) return Plain(called.Name, mayMatter);
        if (Takers.ParameterOf(argument, model) is not { } parameter) return Plain(called.Name, mayMatter);
        var name = $"{parameter.ContainingSymbol.ContainingType?.Name}.{parameter.ContainingSymbol.Name}: {parameter.Name}";
        if (parameter.Type.Name == "Sentence")
            return (at == text && KeepsHoles(text)) || !HasHoles(text) ? new(Language.Fate.Said, name) : new(Language.Fate.Bare, $"{name}, filled too early");
        return Takers.IsKept(parameter) ? Whole(text, name) : Plain(name, mayMatter, isBare: !Takers.IsForProgrammers(parameter.ContainingType));
    }

    private static Sink OfDeclared(SyntaxNode? parent, SyntaxNode text, SemanticModel model, bool mayMatter)
    {
        var symbol = parent switch
        {
            EqualsValueClauseSyntax { Parent: { } declared } => model.GetDeclaredSymbol(declared),
            AssignmentExpressionSyntax assignment => mayMatter ? model.GetSymbolInfo(assignment.Left).Symbol : null,
            ReturnStatementSyntax or YieldStatementSyntax or ArrowExpressionClauseSyntax => Enclosing(parent, model),
            _ => null,
        };
        if (symbol is IMethodSymbol { AssociatedSymbol: { } property }) symbol = property;
        if (symbol is null || !Takers.IsKept(symbol)) return Plain(symbol?.Name ?? parent?.Kind().ToString() ?? "", mayMatter);
        return MayBeKept(text) ? Whole(text, symbol.Name) : new(null, symbol.Name);
    }

    private static ISymbol? Enclosing(SyntaxNode at, SemanticModel model) => at.Ancestors()
        .FirstOrDefault(node => node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax
            or BasePropertyDeclarationSyntax)
        is { } owner and not AnonymousFunctionExpressionSyntax ? model.GetDeclaredSymbol(owner) : null;

    // A key is looked up as it stands; one whose holes are filled before is in no catalogue.
    private static Sink Whole(SyntaxNode text, string name) =>
        HasHoles(text) ? new(Language.Fate.Bare, $"{name}, filled too early") : new(Language.Fate.Said, name);

    private static Sink Plain(string name, bool mayMatter, bool isBare = true) =>
        new(!mayMatter ? null : isBare ? Language.Fate.Bare : Language.Fate.NotForPeople, name);

    // The compiler hands over holes only of $"…" and of such joined by +, none of which may lack its $.
    private static bool KeepsHoles(SyntaxNode text) => text is InterpolatedStringExpressionSyntax
        || (text is BinaryExpressionSyntax sum && KeepsHoles(sum.Left) && KeepsHoles(sum.Right));

    private static bool HasHoles(SyntaxNode text) => text.DescendantNodesAndSelf().OfType<InterpolationSyntax>().Any();

    // A title may be one word, and a share a number and its sign; what begins with a small letter and is one word is a name for programs.
    private static bool MayBeKept(SyntaxNode text) =>
        CodeLiterals.KeyOf(text) is { } key && (key.AsSpan().ContainsAny(' ', '%') || char.IsUpper(key[0]));

    private static bool IsLocalizer(ExpressionSyntax words, SemanticModel model) => words is IdentifierNameSyntax { Identifier.ValueText: "T" or "words" }
        || model.GetTypeInfo(words).Type?.Name == "IStringLocalizer";
}
