using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Throughline.Tests.Platform.Language;

/// <summary>Where a text in C# goes: to the words of the house, to programs, or bare to somebody. Null for a text that is no sentence.</summary>
internal sealed record Sink(Fate? Fate, string Name)
{
    /// <summary>Types whose methods take what is written for programs and programmers, and why.</summary>
    private static readonly Dictionary<string, string> ForProgrammers = new()
    {
        ["LoggerExtensions"] = "logs are read by whoever looks after the server",
        ["Meter"] = "names of measures",
        ["OpenApiRouteHandlerBuilderExtensions"] = "the document of the API is English",
        ["BorderExtensions"] = "why a route is public, for whoever reads the code",
        ["CommandException"] = "the command line speaks English",
    };

    /// <summary>What a literal reaches; asked of the compiler only where it may matter.</summary>
    public static Sink Of(SyntaxNode text, SemanticModel model, bool mayMatter)
    {
        var at = Outermost(text);
        return at.Parent switch
        {
            ArgumentSyntax { Parent: BracketedArgumentListSyntax { Parent: ElementAccessExpressionSyntax { Expression: var words } } list } argument =>
                list.Arguments[0] == argument && IsLocalizer(words, model) ? Whole(text, "looked up") : Plain("index", mayMatter, isBare: false),
            ArgumentSyntax argument => OfArgument(argument, text, at, model, mayMatter),
            AttributeArgumentSyntax or ConstantPatternSyntax or CaseSwitchLabelSyntax or BinaryExpressionSyntax or CaseSwitchLabelSyntax =>
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
            or ArgumentSyntax { Parent: TupleExpressionSyntax }
            || at.Parent is ConditionalExpressionSyntax choice && choice.Condition != at
            || at.Parent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression })
            at = at.Parent;
        return at;
    }

    private static Sink OfArgument(ArgumentSyntax argument, SyntaxNode text, SyntaxNode at, SemanticModel model, bool mayMatter)
    {
        if (argument.Parent?.Parent is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax builder } }
            && builder.Identifier.ValueText == "__builder") return at == text ? new(null, "markup") : Plain("shown on a page", mayMatter);
        if (!mayMatter && !MayBeKept(argument, text)) return new(null, "");
        if (model.GetOperation(argument) is not IArgumentOperation { Parameter: { } parameter }) return Plain(NameOf(argument), mayMatter);
        var name = $"{parameter.ContainingSymbol.ContainingType?.Name}.{parameter.ContainingSymbol.Name}: {parameter.Name}";
        if (parameter.Type.Name == "Sentence") return at == text || !HasHoles(text) ? new(Language.Fate.Said, name) : Plain($"{name}, filled too early", true);
        if (parameter.ContainingSymbol is { Name: "Say", ContainingType.Name: "Words" } || IsKept(parameter)) return Whole(text, name);
        return Plain(name, mayMatter, isBare: !IsForProgrammers(parameter.ContainingSymbol));
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
        var kept = symbol is IMethodSymbol method ? method.GetReturnTypeAttributes().Any(IsSaid) : symbol is not null && symbol.GetAttributes().Any(IsSaid);
        return kept ? Whole(text, symbol!.Name) : Plain(symbol?.Name ?? parent?.Kind().ToString() ?? "", mayMatter);
    }

    private static ISymbol? Enclosing(SyntaxNode at, SemanticModel model) => at.Ancestors()
        .FirstOrDefault(node => node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax or BasePropertyDeclarationSyntax)
        is { } owner and not AnonymousFunctionExpressionSyntax ? model.GetDeclaredSymbol(owner) : null;

    // A key is looked up as it stands; one whose holes are filled before is in no catalogue.
    private static Sink Whole(SyntaxNode text, string name) =>
        HasHoles(text) ? new(Language.Fate.Bare, $"{name}, filled too early") : new(Language.Fate.Said, name);

    private static Sink Plain(string name, bool mayMatter, bool isBare = true) =>
        new(!mayMatter ? null : isBare ? Language.Fate.Bare : Language.Fate.NotForPeople, name);

    private static bool HasHoles(SyntaxNode text) => text.DescendantNodesAndSelf().OfType<InterpolationSyntax>().Any();

    // A title may be one word; what begins with a small letter and is one word is a name for programs.
    private static bool MayBeKept(ArgumentSyntax argument, SyntaxNode text) =>
        CodeLiterals.KeyOf(text) is { } key && (key.Contains(' ', StringComparison.Ordinal) || char.IsUpper(key[0]));

    private static bool IsLocalizer(ExpressionSyntax words, SemanticModel model) => words is IdentifierNameSyntax { Identifier.ValueText: "T" }
        || model.GetTypeInfo(words).Type?.Name == "IStringLocalizer";

    private static bool IsKept(IParameterSymbol parameter) => parameter.GetAttributes().Any(IsSaid);

    private static bool IsSaid(AttributeData attribute) => attribute.AttributeClass?.Name == "SaidAttribute";

    private static bool IsForProgrammers(ISymbol method)
    {
        if (ForProgrammers.ContainsKey(method.ContainingType.Name)) return true;
        if (method.ContainingNamespace.ToDisplayString().StartsWith("System.CommandLine", StringComparison.Ordinal)) return true;
        for (var type = method.ContainingType; type is not null; type = type.BaseType)
            if (type.Name == "Exception") return true;
        return false;
    }

    private static string NameOf(ArgumentSyntax argument) => argument.Parent?.Parent is InvocationExpressionSyntax call
        ? call.Expression.ToString().Split('.')[^1]
        : argument.Parent?.Parent?.Kind().ToString() ?? "";
}
