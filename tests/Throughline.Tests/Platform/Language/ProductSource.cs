using Microsoft.AspNetCore.Razor.Language;
using Microsoft.AspNetCore.Razor.Language.Intermediate;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Throughline.Tests.Platform.Language;

/// <summary>Sources as the compiler reads them: C# with what each name means, and pages with their markup and the C# made of them.</summary>
internal sealed class ProductSource
{
    private static readonly CSharpParseOptions Spelling = new(LanguageVersion.CSharp14);

    private static readonly string[] ImplicitUsings =
    [
        "System", "System.IO", "System.Linq", "System.Collections.Generic", "System.Net.Http", "System.Net.Http.Json", "System.Threading",
        "System.Threading.Tasks", "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Http",
        "Microsoft.AspNetCore.Routing", "Microsoft.Extensions.Configuration", "Microsoft.Extensions.DependencyInjection",
        "Microsoft.Extensions.Hosting", "Microsoft.Extensions.Logging", "Throughline.Platform.Language",
    ];

    private readonly string _folder;

    /// <summary>All sources below a folder but those that <paramref name="leaveOut"/> names.</summary>
    public ProductSource(string folder, Func<string, bool> leaveOut)
    {
        _folder = folder;
        Pages = [.. ReadPages(leaveOut)];
        var code = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Select(Relative)
            .Where(file => IsOurs(file) && !leaveOut(file)).Order(StringComparer.Ordinal)
            .Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(Path.Combine(folder, file)), Spelling, file));
        Code = [.. code, .. Pages.Select(page => CSharpSyntaxTree.ParseText(page.Code, Spelling, page.File))];
        var usings = CSharpSyntaxTree.ParseText(string.Concat(ImplicitUsings.Select(name => $"global using {name};")), Spelling);
        Compilation = CSharpCompilation.Create("Sources", [.. Code, usings], References(),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
    }

    public IReadOnlyList<SyntaxTree> Code { get; }

    public IReadOnlyList<Page> Pages { get; }

    public CSharpCompilation Compilation { get; }

    /// <param name="Code">The C# that the page becomes; its lines tell where they stand in the page.</param>
    public sealed record Page(string File, DocumentIntermediateNode Markup, string Code);

    private static bool IsOurs(string file) => !file.Split('/').Any(part => part is "bin" or "obj" or "node_modules");

    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(file => MetadataReference.CreateFromFile(file));

    private string Relative(string file) => Path.GetRelativePath(_folder, file).Replace('\\', '/');

    private IEnumerable<Page> ReadPages(Func<string, bool> leaveOut)
    {
        var files = RazorProjectFileSystem.Create(_folder);
        var engine = RazorProjectEngine.Create(RazorConfiguration.Default, files, razor =>
        {
            razor.SetRootNamespace("Throughline");
            // They would join elements and texts to blocks of HTML.
            foreach (var joining in razor.Features.Where(f => f.GetType().Name is "ComponentMarkupBlockPass" or "ComponentMarkupEncodingPass").ToList())
                razor.Features.Remove(joining);
        });
        foreach (var item in files.EnumerateItems("/").OrderBy(item => item.FilePath, StringComparer.Ordinal))
        {
            var file = item.FilePath.TrimStart('/');
            if (!file.EndsWith(".razor", StringComparison.Ordinal) || !IsOurs(file) || leaveOut(file) || item.FileName == "_Imports.razor") continue;
            var read = engine.Process(item);
            yield return new Page(file, read.GetDocumentIntermediateNode(), read.GetCSharpDocument().GeneratedCode);
        }
    }
}
