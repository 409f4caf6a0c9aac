namespace Throughline.Tests;

/// <summary>A run that only looks well must not pass.</summary>
public sealed class RunReportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("report-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Tests_are_counted_rooms_are_weighed_and_the_last_line_stands_alone()
    {
        var lines = Printed(out var report, Results("Throughline.Tests", passed: 2), Results("Throughline.BrowserTests", passed: 1));
        Assert.Equal((3, 0), (report.Passed, report.Failed));
        Assert.Equal("3 passed, 0 failed", lines[^1]);
        Assert.Contains("   286.5 s of  90 s  Journeys (3)  TOO SLOW", lines);
        Assert.Contains("    95.5 s  Throughline.BrowserTests.Journeys.Boards.BoardTests.A_board_0", lines);
    }

    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(0, 1, 0)]
    [InlineData(0, 0, 1)]
    public void What_failed_broke_or_was_skipped_has_failed(int failed, int errors, int skipped)
    {
        Printed(out var report, Results("Throughline.Tests", 2, failed, errors, skipped));
        Assert.Equal((2, 1), (report.Passed, report.Failed));
    }

    [Fact]
    public void A_program_that_left_nothing_or_ran_nothing_has_failed()
    {
        var lines = Printed(out var report, Results("Throughline.Tests", passed: 0), Path.Combine(_folder, "Throughline.BrowserTests.xml"));
        Assert.Equal(3, report.Failed);
        Assert.Equal(["Throughline.Tests ran no test.", "Throughline.BrowserTests left no results.", "No test ran."], lines[..3]);
    }

    [Fact]
    public void Of_a_room_that_was_asked_for_one_program_may_have_no_tests_but_not_all()
    {
        var (some, none) = (Results("Throughline.Tests", passed: 1), Results("Throughline.BrowserTests", passed: 0));
        Assert.Equal(0, RunReport.Of([some, none], isPart: true, TextWriter.Null).Failed);
        Assert.Equal(1, RunReport.Of([none], isPart: true, TextWriter.Null).Failed);
    }

    private static string[] Printed(out RunReport report, params string[] results)
    {
        using var output = new StringWriter();
        report = RunReport.Of(results, isPart: false, output);
        report.Print(output);
        return output.ToString().TrimEnd().Split('\n');
    }

    private string Results(string program, int passed, int failed = 0, int errors = 0, int skipped = 0)
    {
        var file = Path.Combine(_folder, program + ".xml");
        var type = program + ".Journeys.Boards.BoardTests";
        var tests = Enumerable.Range(0, passed).Select(i => $"<test name=\"{type}.A_board_{i}\" type=\"{type}\" time=\"95.5\" result=\"Pass\" />");
        var counts = $"total=\"{passed + failed + skipped}\" passed=\"{passed}\" failed=\"{failed}\" errors=\"{errors}\" skipped=\"{skipped}\"";
        File.WriteAllText(file, $"<assemblies><assembly {counts}><collection>{string.Concat(tests)}</collection></assembly></assemblies>");
        return file;
    }
}
