using System.Text.RegularExpressions;

namespace Throughline.Tests;

/// <summary>Whoever follows a definition to its code finds it there.</summary>
public sealed partial class DocsTests
{
    private static readonly string Repository = Path.GetFullPath(Path.Combine(SourceFile.Root, ".."));

    [Fact]
    public void A_source_file_that_the_metrics_name_is_there()
    {
        var sources = ((string[])["src", "tests"])
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository, folder), "*.cs", SearchOption.AllDirectories)).ToList();
        var named = Named().Matches(File.ReadAllText(Path.Combine(Repository, "docs", "metrics.md"))).Select(m => m.Groups["path"].Value).Distinct().ToList();

        Assert.NotEmpty(named);
        Assert.Equal("", string.Join('\n', named.Where(path => !sources.Exists(s => s.EndsWith("/" + path, StringComparison.Ordinal)))));
    }

    [GeneratedRegex(@"`(?:\.\./)*(?<path>[\w./]+\.cs)`")]
    private static partial Regex Named();
}
