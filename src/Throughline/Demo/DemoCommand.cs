using System.CommandLine;
using Spectre.Console;
using Throughline.Demo.Loading;
using Throughline.Platform.Cli;
using Throughline.Platform.Server;
using Throughline.Platform.Storage;

namespace Throughline.Demo;

/// <summary><c>demo</c>: starts the server with the demo company, and loads it first into an empty folder.</summary>
public sealed class DemoCommand : ICommand
{
    public static Command Create()
    {
        var urls = ServeCommand.UrlsOption();
        var customers = new Option<int>("--customers")
        { Description = "Number of customers", HelpName = "N", DefaultValueFactory = _ => DemoPlan.DefaultCustomers
        };
        var seed = new Option<int>("--seed")
        { Description = "Seed of the random data; the same seed on the same day gives the same data", HelpName = "N",
            DefaultValueFactory = _ => DemoPlan.DefaultSeed
        };
        var command = new Command("demo", "Starts the server with the demo company Harbour & Pine") { urls, customers, seed };
        command.SetAction((parsed, ct) => CommandLine.Guarded(() => Run(CommandLine.DataFolderOf(parsed), ServeCommand.Addresses(parsed.GetValue(urls)),
            new DemoPlan(parsed.GetValue(customers), parsed.GetValue(seed), TimeProvider.System.GetUtcNow()), ct)));
        return command;
    }

    private static async Task<int> Run(string path, string[] addresses, DemoPlan wanted, CancellationToken ct)
    {
        if (wanted.Customers is < DemoPlan.FewestCustomers or > DemoPlan.MostCustomers)
            throw new CommandException(
                $"The demo company has from {DemoPlan.FewestCustomers} to {DemoPlan.MostCustomers} customers. Use such a number for --customers.");
        var demo = new DemoFolder(Path.GetFullPath(path));
        if (demo.Read(wanted) is not var (plan, isLoaded))
            throw new CommandException(
                $"The folder {Path.GetFullPath(path)} contains another company's data, which the demo does not touch. Use an empty folder with --data.");
        var folder = DataFolder.Open(path);
        using var held = ServeCommand.Hold(folder);
        // Before anything else is in it: whatever goes wrong from here on, the folder is known to be the demo's.
        if (!isLoaded) demo.Write(plan, isLoaded: false);
        var clock = new StoryClock();
        await using var app = await ServerHost.Build(new ServerOptions(folder.Root, addresses), folder, ct, builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(clock);
            builder.Logging.SetMinimumLevel(LogLevel.Warning);
        });
        await ServeCommand.Listen(app, ct);
        if (!isLoaded) await Load(app.Services.GetRequiredService<LoadDemo>(), demo, plan, folder, clock, ct);
        await Greet(addresses[0], plan, isLoaded && plan != wanted with { Until = plan.Until });
        await app.WaitForShutdownAsync(ct);
        return 0;
    }

    private static async Task Load(LoadDemo loading, DemoFolder demo, DemoPlan plan, DataFolder folder, StoryClock clock, CancellationToken ct)
    {
        await using var server = await LocalServer.Reach(folder.Root, ct);
        await AnsiConsole.Progress().StartAsync(async progress =>
        {
            var bar = progress.AddTask($"A year of {plan.Customers:N0} customers");
            await loading.Load(plan, server.Api, clock, told => bar.Value = 100 * told, ct);
            bar.Value = 100;
        });
        demo.Write(plan, isLoaded: true);
    }

    private static async Task Greet(string address, DemoPlan plan, bool isAnother)
    {
        var width = Colleague.All.Max(c => c.Email.Length);
        await Console.Out.WriteLineAsync($"Harbour & Pine is at {address}");
        await Console.Out.WriteLineAsync($"Sign in with the password {Colleague.Password} as");
        foreach (var colleague in Colleague.All)
            await Console.Out.WriteLineAsync($"  {colleague.Email.PadRight(width)}  {Platform.Colleagues.Role.WordFor(colleague.Role)}");
        if (isAnother) await Console.Out.WriteLineAsync(
            $"The folder already contains a demo of {plan.Customers:N0} customers with seed {plan.Seed}; for another one, use an empty folder with --data.");
        await Console.Out.WriteLineAsync($"The data ends on {plan.Until:d MMMM yyyy} at {plan.Until:HH:mm} UTC. What to find in it: docs/demo.md");
    }
}
