using System.CommandLine;
using Throughline.Platform.Cli;

namespace Throughline.Customers.Erasing;

/// <summary><c>erase</c>: erases one customer, everywhere and for good.</summary>
public sealed class EraseCommand : ICommand
{
    public static Command Create()
    {
        var identity = new Option<string>("--identity") { Description = "One of the customer's identities", HelpName = "KIND:VALUE", Required = true };
        var yes = new Option<bool>("--yes") { Description = "Erase without asking for confirmation" };
        var command = new Command("erase", "Erases one customer everywhere, permanently") { identity, yes };
        command.SetAction((parsed, ct) => CommandLine.Guarded(async () =>
        {
            await using var server = await LocalServer.Reach(CommandLine.DataFolderOf(parsed), ct);
            var (id, name) = await OneCustomer.Find(server, parsed.GetValue(identity)!, ct);
            if (!parsed.GetValue(yes)) await Ask(id, name, ct);
            await server.Send(HttpMethod.Delete, $"/api/customers/{id}", null, ct);
            await Console.Out.WriteLineAsync($"Customer {id} has been erased.");
            return 0;
        }));
        return command;
    }

    private static async Task Ask(string id, string name, CancellationToken ct)
    {
        if (Console.IsInputRedirected) throw new CommandException("Cannot ask for confirmation here. Use --yes to erase without it.");
        await Console.Out.WriteAsync($"This permanently erases all data about customer {id} ({name}). Type {id} to erase: ");
        if ((await Console.In.ReadLineAsync(ct))?.Trim() != id) throw new CommandException("The number does not match. Nothing was erased.");
    }
}
