using System.Globalization;
using System.Xml.Linq;

namespace Throughline.Tests;

/// <summary>What <c>./test</c> says at its end: the slowest tests, each room's time against its budget, and what passed and failed.</summary>
public sealed class RunReport
{
    private const int SlowestShown = 20;

    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    private readonly List<Test> _tests = [];

    /// <summary>One that ran.</summary>
    /// <param name="Room">The folder that it stands in, below its project.</param>
    private sealed record Test(string Name, string Room, double Seconds);

    public int Passed { get; private set; }
    public int Failed { get; private set; }

    /// <param name="results">What each program of tests has left.</param>
    /// <param name="isPart">Some rooms were asked for: then a program may have none of their tests, but not all programs.</param>
    public static RunReport Of(IReadOnlyList<string> results, bool isPart, TextWriter output)
    {
        var report = new RunReport();
        foreach (var result in results) report.Read(result, isPart, output);
        if (report._tests.Count == 0) report.Fail("No test ran.", output);
        return report;
    }

    public void Print(TextWriter output)
    {
        output.WriteLine("The slowest:");
        foreach (var test in _tests.OrderByDescending(test => test.Seconds).Take(SlowestShown))
            output.WriteLine(string.Create(Culture, $"{test.Seconds,8:0.0} s  {test.Name}"));
        output.WriteLine("Time of its tests, against what a room may take (two cores share it):");
        foreach (var room in _tests.GroupBy(test => test.Room).OrderByDescending(room => room.Sum(test => test.Seconds)))
        {
            var (took, budget) = (room.Sum(test => test.Seconds), BudgetOf(room.Key));
            output.WriteLine(string.Create(Culture, $"{took,8:0.0} s of {budget,3} s  {room.Key} ({room.Count()}){(took > budget ? "  TOO SLOW" : "")}"));
        }
        output.WriteLine(string.Create(Culture, $"{Passed} passed, {Failed} failed"));
    }

    private static int BudgetOf(string room) => room switch
    {
        "Platform" => 180,
        "Server" or "Cli" => 120,
        "Mail" or "Statistics" or "JourneyEngine" => 60,
        _ => 90,
    };

    private void Read(string result, bool isPart, TextWriter output)
    {
        var program = Path.GetFileNameWithoutExtension(result);
        if (!File.Exists(result))
        {
            Fail($"{program} left no results.", output);
            return;
        }
        var assemblies = XDocument.Load(result).Descendants("assembly").ToList();
        int Sum(string name) => assemblies.Sum(assembly => (int)assembly.Attribute(name)!);
        if (Sum("total") == 0 && !isPart) Fail($"{program} ran no test.", output);
        Passed += Sum("passed");
        Failed += Sum("failed") + Sum("errors") + Sum("skipped");
        _tests.AddRange(assemblies.Descendants("test").Select(test => new Test(
            (string)test.Attribute("name")!, RoomOf((string)test.Attribute("type")!, program), (double)test.Attribute("time")!)));
    }

    private static string RoomOf(string type, string program)
    {
        var folders = type[(program.Length + 1)..].Split('.');
        return folders.Length > 1 ? folders[0] : "The whole house";
    }

    private void Fail(string why, TextWriter output)
    {
        output.WriteLine(why);
        Failed++;
    }
}
