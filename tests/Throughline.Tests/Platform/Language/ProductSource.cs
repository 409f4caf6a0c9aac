using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Razor.Language;
using Microsoft.AspNetCore.Razor.Language.Intermediate;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Throughline.Platform.Language;

namespace Throughline.Tests.Platform.Language;

/// <summary>Sources as the compiler reads them: C# with what each name means, and pages with their markup and the C# made of them.</summary>
internal sealed partial class ProductSource
{
    private static readonly CSharpParseOptions Spelling = new(LanguageVersion.CSharp14);

    private static readonly string[] ImplicitUsings =
    [
        "System", "System.IO", "System.Linq", "System.Collections.Generic", "System.Net.Http", "System.Net.Http.Json", "System.Threading",
        "System.Threading.Tasks", "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Http",
        "Microsoft.AspNetCore.Routing", "Microsoft.Extensions.Configuration", "Microsoft.Extensions.DependencyInjection",
        "Microsoft.Extensions.Hosting", "Microsoft.Extensions.Logging", "Throughline.Platform.Language",
    ];

    private const string Components = "Microsoft.AspNetCore.Components";

    private static readonly IReadOnlyList<MetadataReference> References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(file => MetadataReference.CreateFromFile(file))];

    private static readonly string House = typeof(Words).Assembly.Location;

    private readonly string _folder;

    /// <summary>All sources below a folder but those that <paramref name="leaveOut"/> names.</summary>
    public ProductSource(string folder, Func<string, bool> leaveOut)
    {
        _folder = folder;
        Pages = [.. ReadPages(leaveOut)];
        var code = Files("*.cs").Where(file => !leaveOut(file))
            .Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(Path.Combine(folder, file)), Spelling, file));
        Code = [.. code, .. Pages.Select(page => CSharpSyntaxTree.ParseText(page.Code, Spelling, page.File))];
        var usings = CSharpSyntaxTree.ParseText(string.Concat(ImplicitUsings.Select(name => $"global using {name};")), Spelling);
        // The house itself is read from its sources alone: from both, no call of an extension is clear.
        var isHouse = File.Exists(Path.Combine(folder, "Platform", "Language", "Words.cs"));
        Compilation = CSharpCompilation.Create("Sources", [.. Code, usings], References.Where(file => !isHouse || file.Display != House),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
    }

    public IReadOnlyList<SyntaxTree> Code { get; }

    public IReadOnlyList<Page> Pages { get; }

    public CSharpCompilation Compilation { get; }

    /// <param name="Code">The C# that the page becomes; its lines tell where they stand in the page.</param>
    public sealed record Page(string File, DocumentIntermediateNode Markup, string Code);

    private IEnumerable<Page> ReadPages(Func<string, bool> leaveOut)
    {
        var engine = RazorProjectEngine.Create(RazorConfiguration.Default, RazorProjectFileSystem.Create(_folder), razor =>
        {
            razor.SetRootNamespace("Throughline");
            // They would join elements and texts to blocks of HTML.
            foreach (var joining in razor.Features.Where(f => f.GetType().Name is "ComponentMarkupBlockPass" or "ComponentMarkupEncodingPass").ToList())
                razor.Features.Remove(joining);
        });
        var everywhere = RazorSourceDocument.Create(string.Concat(ImplicitUsings.Append(Components).Select(name => $"@using {name}\n")), "everywhere");
        foreach (var file in Files("*.razor").Where(file => !leaveOut(file) && Path.GetFileName(file) != "_Imports.razor"))
        {
            var read = engine.Process(Read(file), FileKinds.Component, [everywhere, .. ImportsOf(file).Select(Read)], []);
            yield return new Page(file, read.GetDocumentIntermediateNode(), read.GetCSharpDocument().GeneratedCode);
        }
    }

    private IEnumerable<string> ImportsOf(string file) =>
        Enumerable.Range(0, file.Split('/').Length)
            .Select(depth => string.Concat(file.Split('/').Take(depth).Select(part => part + "/")) + "_Imports.razor")
            .Where(imports => File.Exists(Path.Combine(_folder, imports)));

    // Razor of this version knows no raw strings; what stands in one is an example of code.
    private RazorSourceDocument Read(string file) => RazorSourceDocument.Create(
        RawString().Replace(File.ReadAllText(Path.Combine(_folder, file)), raw => "\"\"" + new string('\n', raw.Value.Count(c => c == '\n'))),
        new RazorSourceDocumentProperties(file, file));

    private IEnumerable<string> Files(string pattern) => Directory.EnumerateFiles(_folder, pattern, SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(_folder, file).Replace('\\', '/'))
        .Where(file => !file.Split('/').Any(part => part is "bin" or "obj" or "node_modules"))
        .Order(StringComparer.Ordinal);

    [GeneratedRegex("\"\"\".*?\"\"\"", RegexOptions.Singleline)]
    private static partial Regex RawString();
}
