using System.CommandLine;

namespace Throughline.Benchmarks.Import;

/// <summary><c>import FILE</c>: sends the Online Retail file to the real server, again and again, and measures each time.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "UCI Online Retail as CSV or CSV.gz (541,909 rows)" };
        var rounds = new Option<int>("--rounds") { Description = "How often, each on an empty data folder", DefaultValueFactory = _ => 3 };
        var server = new Option<string>("--server")
        {
            Description = "The built server, Throughline.dll",
            DefaultValueFactory = _ => Path.Combine(AppContext.BaseDirectory, "Throughline.dll")
        };
        var command = new Command("import", "Measures the import of purchases into the real server") { file, rounds, server };
        command.SetAction((parsed, ct) => ImportBenchmark.Run(
            Path.GetFullPath(parsed.GetRequiredValue(file)), parsed.GetValue(rounds), Path.GetFullPath(parsed.GetValue(server)!), ct));
        return command;
    }
}
