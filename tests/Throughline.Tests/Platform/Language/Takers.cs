using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Throughline.Tests.Platform.Language;

/// <summary>
/// Who takes sentences: methods and types with a parameter that is a Sentence or is marked [Said]. Their names are gathered from the sources.
/// </summary>
internal sealed class Takers(ProductSource source)
{
    /// <summary>What is called with texts for programs and programmers, and why it is not translated.</summary>
    private static readonly Dictionary<string, string> ForProgrammers = new()
    {
        ["WithSummary"] = "the document of the API is English",
        ["WithTags"] = "a key of that document",
        ["Public"] = "why a route needs nobody signed in, for whoever reads the code",
        ["CreateCounter"] = "measures are named for whoever looks after the server",
        ["CreateObservableGauge"] = "measures are named for whoever looks after the server",
        ["CreateHistogram"] = "measures are named for whoever looks after the server",
        ["Fail"] = "says to the framework why a key is none",
        ["EventProblem"] = "kept with what was set aside, and answered to the program that sent it; a person reads ReasonWords",
        ["RowProblem"] = "kept with what was set aside; a person reads ReasonWords",
        ["SegmentRefusal"] = "answered to a program in the form of the tracking API",
        ["Error"] = "answered to a program in the form of the tracking API",
    };

    /// <summary>Exceptions whose message a person reads.</summary>
    private static readonly HashSet<string> Shown = ["QuestionException", "UnreadableFileException"];

    private readonly HashSet<string> _names = [.. source.Code.SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<ParameterSyntax>())
        .Where(parameter => parameter.Type?.ToString() == "Sentence" || IsMarked(parameter)).Select(OwnerOf), "Say"];

    /// <summary>False where the name alone tells that no sentence is taken. A bare <c>new(…)</c> may make anything.</summary>
    public bool MayTake(string called) => called.Length == 0 || _names.Contains(called);

    public static Called CalledBy(ArgumentSyntax argument) => argument.Parent?.Parent switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "__builder" } } }
            => new("", true),
        InvocationExpressionSyntax call => new(call.Expression switch
        {
            MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
            MemberBindingExpressionSyntax member => member.Name.Identifier.ValueText,
            SimpleNameSyntax name => name.Identifier.ValueText,
            _ => "?",
        }),
        ObjectCreationExpressionSyntax made => new(made.Type.ToString().Split('.')[^1]),
        ConstructorInitializerSyntax => new("?"),
        _ => new(""),
    };

    public static IParameterSymbol? ParameterOf(ArgumentSyntax argument, SemanticModel model) =>
        model.GetOperation(argument) is IArgumentOperation { Parameter: { } parameter } ? parameter : null;

    /// <summary>Marked [Said] itself, or where it was first declared.</summary>
    public static bool IsKept(ISymbol symbol) => symbol is IMethodSymbol method
        ? method.GetReturnTypeAttributes().Any(IsSaid) || (method.OverriddenMethod is { } overridden && IsKept(overridden))
        : symbol.GetAttributes().Any(IsSaid)
            || (symbol is IParameterSymbol { ContainingSymbol: { Name: "Say", ContainingType.Name: "Words" } })
            || (symbol is IPropertySymbol property && property.ContainingType.AllInterfaces.SelectMany(i => i.GetMembers(property.Name))
                .Concat(property.ExplicitInterfaceImplementations).Any(member => member.GetAttributes().Any(IsSaid)));

    /// <summary>What is thrown without a Sentence is for whoever reads the log.</summary>
    public static bool IsForProgrammers(INamedTypeSymbol? owner)
    {
        if (owner is null || Shown.Contains(owner.Name)) return false;
        if (ForProgrammers.ContainsKey(owner.Name)) return true;
        for (INamedTypeSymbol? type = owner; type is not null; type = type.BaseType)
            if (type.Name == "Exception") return true;
        return false;
    }

    private static bool IsSaid(AttributeData attribute) => attribute.AttributeClass?.Name == "SaidAttribute";

    private static bool IsMarked(ParameterSyntax parameter) =>
        parameter.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => attribute.Name.ToString() == "Said");

    private static string OwnerOf(ParameterSyntax parameter) => parameter.Parent?.Parent switch
    {
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        LocalFunctionStatementSyntax local => local.Identifier.ValueText,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.ValueText,
        TypeDeclarationSyntax type => type.Identifier.ValueText,
        _ => "?",
    };

    /// <param name="Name">Empty for a bare <c>new(…)</c>.</param>
    internal sealed record Called(string Name, bool IsMarkup = false)
    {
        public bool IsForProgrammers => ForProgrammers.ContainsKey(Name) || Name.StartsWith("Log", StringComparison.Ordinal)
            || (Name.EndsWith("Exception", StringComparison.Ordinal) && !Shown.Contains(Name));
    }
}
