using System.CommandLine;
using Throughline.Platform.Cli;

namespace Throughline.Customers.Erasing;

/// <summary><c>erase</c>: erases one customer, everywhere and for good.</summary>
public sealed class EraseCommand : ICommand
{
    public static Command Create()
    {
        var identity = new Option<string>("--identity") { Description = "One of the customer's identities", HelpName = "KIND:VALUE", Required = true };
        var yes = new Option<bool>("--yes") { Description = "Do not ask" };
        var command = new Command("erase", "Erases one customer, everywhere and for good") { identity, yes };
        command.SetAction((parsed, ct) => CommandLine.Guarded(async () =>
        {
            await using var server = await LocalServer.Reach(CommandLine.DataFolderOf(parsed), ct);
            var (id, name) = await OneCustomer.Find(server, parsed.GetValue(identity)!, ct);
            if (!parsed.GetValue(yes)) await Ask(id, name, ct);
            await server.Send(HttpMethod.Delete, $"/api/customers/{id}", null, ct);
            await Console.Out.WriteLineAsync($"Customer {id} is erased.");
            return 0;
        }));
        return command;
    }

    private static async Task Ask(string id, string name, CancellationToken ct)
    {
        if (Console.IsInputRedirected) throw new CommandException("Nobody is there to confirm. Give --yes to erase without being asked.");
        await Console.Out.WriteAsync($"Everything about customer {id} ({name}) goes and cannot be brought back. Type {id} to erase: ");
        if ((await Console.In.ReadLineAsync(ct))?.Trim() != id) throw new CommandException("That is not the customer's number. Nothing was erased.");
    }
}
