using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Throughline.Tests;

/// <summary>Only the calendar reckons with time zones; whoever works out a midnight by hand will disagree with it some night.</summary>
public partial class OneCalendarTests
{
    [Fact]
    public void Nobody_but_the_calendar_reckons_with_time_zones()
    {
        var sources = Sources();
        var files = Directory.EnumerateFiles(sources, "*.*", SearchOption.AllDirectories)
            .Where(f => f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".razor", StringComparison.Ordinal))
            .Where(f => !NotOurs().IsMatch(f)).ToList();
        Assert.True(files.Count > 500);
        Assert.Empty(files.Where(f => Arithmetic().IsMatch(File.ReadAllText(f))).Select(f => Path.GetRelativePath(sources, f)));
    }

    [Theory]
    [InlineData("TimeZoneInfo.ConvertTime(at, zone)")]
    [InlineData("zone.IsAmbiguousTime(midnight)")]
    [InlineData("new DateTimeOffset(day, zone.GetUtcOffset(day))")]
    public void A_breach_is_seen(string code) => Assert.Matches(Arithmetic(), code);

    private static string Sources([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "src"));

    [GeneratedRegex(@"\b(ConvertTime\w*|ConvertTimeFromUtc|IsAmbiguousTime|IsInvalidTime|GetAmbiguousTimeOffsets|GetUtcOffset|BaseUtcOffset)\b")]
    private static partial Regex Arithmetic();

    [GeneratedRegex("/(obj|bin|node_modules|Platform/Time)/")]
    private static partial Regex NotOurs();
}
