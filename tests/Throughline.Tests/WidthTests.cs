using System.Text.RegularExpressions;

namespace Throughline.Tests;

/// <summary>A line that does not fit a screen, or a file that holds more than one thing, wants a second name.</summary>
public partial class WidthTests
{
    private const int Widest = 160, Longest = 200;

    private static readonly string Repository = Path.GetFullPath(Path.Combine(SourceFile.Root, ".."));

    private static readonly string[] Kinds = [".cs", ".razor", ".ts", ".css", ".mjs"], NotOurs = ["bin", "obj", "node_modules", "wwwroot", "artifacts"];

    [Theory]
    [InlineData("src")]
    [InlineData("benchmarks")]
    [InlineData("tests")]
    public void No_line_is_wider_than_a_screen(string folder)
    {
        var files = Below(Path.Combine(Repository, folder)).ToList();
        var wide = files.SelectMany(file => File.ReadLines(file).Index()
            .Where(line => line.Item.Length > Widest && !(folder == "tests" && Quotes().IsMatch(line.Item)))
            .Select(line => $"{Path.GetRelativePath(Repository, file)}:{line.Index + 1}"));
        Assert.Equal("", string.Join('\n', wide));
        Assert.NotEmpty(files);
    }

    [Fact]
    public void No_file_is_longer_than_one_thing_needs()
    {
        var lengths = Below(Path.Combine(Repository, "src")).Select(file =>
            (File: Path.GetRelativePath(Repository, file), Lines: File.ReadLines(file).Count()));
        Assert.Equal("", string.Join('\n', lengths.Where(file => file.Lines > Longest).Select(file => $"{file.File} has {file.Lines} lines")));
    }

    private static IEnumerable<string> Below(string folder) => Directory.EnumerateFiles(folder)
        .Where(file => Kinds.Contains(Path.GetExtension(file)))
        .Concat(Directory.EnumerateDirectories(folder).Where(inside => !NotOurs.Contains(Path.GetFileName(inside))).SelectMany(Below));

    // A test quotes what is sent as it is sent.
    [GeneratedRegex(@"\{""|""[^""]{100,}|""""""")]
    private static partial Regex Quotes();
}
