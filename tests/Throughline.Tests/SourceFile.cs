using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Throughline.Tests;

/// <summary>A source file of ours, as the tests of the house read it: what it declares, and what it can name.</summary>
internal sealed partial class SourceFile
{
    private SourceFile(string path)
    {
        (Path, Text) = (path, Blank(File.ReadAllText(path), path));
        Namespace = (IsRazor ? RazorNamespace() : CodeNamespace()).Match(Text) is { Success: true } stated ? stated.Groups[1].Value : null;
        string name = System.IO.Path.GetFileNameWithoutExtension(path);
        Declares = IsRazor ? [name] : [.. Declaration().Matches(Text).Select(m => m.Groups[1].Value).Distinct()];
        Usings = [.. UsingsOf(Text), .. IsRazor ? Imports(path) : []];
    }

    public static string Root { get; } = System.IO.Path.GetFullPath(System.IO.Path.Combine(Here(), "..", "..", "src"));

    public string Path { get; }

    /// <summary>Without comments and without what strings say; lines stand where they stood.</summary>
    public string Text { get; }

    public string? Namespace { get; }

    public IReadOnlyList<string> Declares { get; }

    public IReadOnlyList<string> Usings { get; }

    public bool IsRazor => Path.EndsWith(".razor", StringComparison.Ordinal);

    public string NamespaceOfFolder => System.IO.Path.GetRelativePath(Root, System.IO.Path.GetDirectoryName(Path)!).Replace('/', '.');

    public static IReadOnlyList<SourceFile> Below(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.*", SearchOption.AllDirectories)
            .Where(f => f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".razor", StringComparison.Ordinal))
            .Where(f => !NotOurs().IsMatch(f)).Order(StringComparer.Ordinal).Select(f => new SourceFile(f))];

    public int LineAt(int index) => Text.AsSpan(0, index).Count('\n') + 1;

    // What the imports of its folder and of those above say holds for a page.
    private static IEnumerable<string> Imports(string path)
    {
        for (var folder = System.IO.Path.GetDirectoryName(path); folder is not null; folder = System.IO.Path.GetDirectoryName(folder))
        {
            var imports = System.IO.Path.Combine(folder, "_Imports.razor");
            if (!File.Exists(imports)) continue;
            foreach (var used in UsingsOf(File.ReadAllText(imports))) yield return used;
        }
    }

    private static IEnumerable<string> UsingsOf(string text) => Using().Matches(text).Select(m => m.Groups[1].Value);

    private static string Blank(string text, string path)
    {
        text = path.EndsWith(".razor", StringComparison.Ordinal)
            ? RazorComment().Replace(text, Blanks)
            : PlainString().Replace(RawString().Replace(text, Blanks), Blanks);
        return LineComment().Replace(text, "");
    }

    private static string Blanks(Match match) => new('\n', match.Value.Count(c => c == '\n'));

    private static string Here([CallerFilePath] string here = "") => System.IO.Path.GetDirectoryName(here)!;

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex CodeNamespace();

    [GeneratedRegex(@"^@namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex RazorNamespace();

    [GeneratedRegex(@"^@?using (?:static )?([\w.]+);?\r?$", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex(
        @"^(?:public |internal )?(?:(?:static|sealed|abstract|partial|readonly|ref) )*(?:record struct|record|class|struct|interface|enum) (\w+)",
        RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"/(?:bin|obj|node_modules)/")]
    private static partial Regex NotOurs();

    [GeneratedRegex(@"@\*.*?\*@", RegexOptions.Singleline)]
    private static partial Regex RazorComment();

    [GeneratedRegex(@"\$*""""""+.*?""""""+", RegexOptions.Singleline)]
    private static partial Regex RawString();

    // A string with holes is left as it is: code stands in the holes.
    [GeneratedRegex("(?<![$@])\"(?:[^\"\\\\\\n]|\\\\.)*\"")]
    private static partial Regex PlainString();

    [GeneratedRegex(@"(?<!:)//.*")]
    private static partial Regex LineComment();
}
