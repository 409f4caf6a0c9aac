using System.CommandLine;

namespace Throughline.Benchmarks.Intake;

/// <summary><c>intake</c>: loads the real server over HTTP from this process, on the same machine, and measures what comes of it.</summary>
internal static class IntakeCommand
{
    public static Command Create()
    {
        var events = new Option<long>("--events") { Description = "How many events to send", DefaultValueFactory = _ => 5_000_000 };
        var customers = new Option<int>("--customers") { Description = "How many customers they are of", DefaultValueFactory = _ => 500_000 };
        var seconds = new Option<int>("--seconds") { Description = "The longest that sending may take", DefaultValueFactory = _ => 900 };
        var baseline = new Option<int>("--baseline-seconds") { Description = "How long each of the baselines may write", DefaultValueFactory = _ => 20 };
        var connections = new Option<int>("--connections") { Description = "How many connections send at once", DefaultValueFactory = _ => 8 };
        var rate = new Option<int>("--rate")
        {
            Description = "Events a second at most, and how far each projection lags behind meanwhile; 0 sends as many as are taken"
        };
        var server = new Option<string>("--server")
        {
            Description = "The built server, Throughline.dll",
            DefaultValueFactory = _ => Path.Combine(AppContext.BaseDirectory, "Throughline.dll")
        };
        var command = new Command("intake", "Measures the intake of the real server beside a bare file and PostgreSQL")
        { events, customers, seconds, baseline, connections, rate, server
        };
        command.SetAction((parsed, _) => IntakeBenchmark.Run(new IntakeOptions(
            parsed.GetValue(events), parsed.GetValue(customers), parsed.GetValue(seconds), parsed.GetValue(baseline),
            parsed.GetValue(connections), parsed.GetValue(rate), Path.GetFullPath(parsed.GetValue(server)!))));
        return command;
    }
}
