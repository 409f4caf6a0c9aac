using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Throughline.Tests;

/// <summary>Who may see whom: a room uses Contracts, Platform and the pure libraries, never another room; those use no room.</summary>
public partial class BoundaryTests
{
    private static readonly string[] Shared = ["Contracts", "Platform"], NoRooms = ["web", "bin", "obj", "wwwroot", "Properties"],
        PureLibraries = ["JourneyEngine", "Statistics", "Mail"];

    [Fact]
    public void No_room_uses_another_and_what_is_shared_uses_none()
    {
        var product = Path.Combine(Sources(), "Throughline");
        var rooms = Directory.GetDirectories(product).Select(Path.GetFileName).OfType<string>().Except(Shared).Except(NoRooms).ToList();
        var breaches = rooms.Concat(Shared).SelectMany(folder => Breaches(Path.Combine(product, folder), rooms.Where(room => room != folder).ToList()));
        Assert.Empty(breaches);
        Assert.NotEmpty(rooms);
    }

    [Fact]
    public void The_pure_libraries_use_nothing_of_ours()
    {
        var product = Directory.GetDirectories(Path.Combine(Sources(), "Throughline")).Select(Path.GetFileName).OfType<string>();
        var breaches = PureLibraries.SelectMany(library => Breaches(
            Path.Combine(Sources(), "Throughline." + library), [.. product, .. PureLibraries.Where(other => other != library)]));
        Assert.Empty(breaches);
    }

    [Fact]
    public void A_breach_is_seen()
    {
        var folder = Directory.CreateTempSubdirectory("boundary-");
        File.WriteAllText(Path.Combine(folder.FullName, "Bad.cs"),
            "namespace Throughline.Feedback;\nusing Throughline.Service.Inbox;\n// Throughline.Knowledge is only spoken of\n");
        File.WriteAllText(Path.Combine(folder.FullName, "Bad.razor"), "<p>@Throughline.Knowledge.Articles.Count</p>\n");
        var breaches = Breaches(folder.FullName, ["Service", "Knowledge"]).Order().ToList();
        folder.Delete(recursive: true);
        Assert.Equal(["Bad.cs:2 uses Service", "Bad.razor:1 uses Knowledge"], breaches.Select(b => b[(b.LastIndexOf('/') + 1)..]));
    }

    private static IEnumerable<string> Breaches(string folder, IReadOnlyCollection<string> forbidden)
    {
        var files = Directory.EnumerateFiles(folder, "*.*", SearchOption.AllDirectories).Where(f => f.EndsWith(".cs", StringComparison.Ordinal)
            || f.EndsWith(".razor", StringComparison.Ordinal));
        foreach (var file in files.Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal)))
            foreach (var (line, text) in File.ReadLines(file).Index())
                foreach (Match used in Namespace().Matches(text.Split("//")[0]))
                    if (forbidden.Contains(used.Groups[1].Value)) yield return $"{file}:{line + 1} uses {used.Groups[1].Value}";
    }

    private static string Sources([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "src"));

    [GeneratedRegex(@"\bThroughline\.([A-Z]\w+)")]
    private static partial Regex Namespace();
}
