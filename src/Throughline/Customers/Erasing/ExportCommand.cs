using System.CommandLine;
using Throughline.Platform.Cli;

namespace Throughline.Customers.Erasing;

/// <summary><c>export</c>: writes everything that is held about one customer to a file.</summary>
public sealed class ExportCommand : ICommand
{
    public static Command Create()
    {
        var identity = new Option<string>("--identity") { Description = "One of the customer's identities", HelpName = "KIND:VALUE", Required = true };
        var file = new Argument<string>("FILE") { Description = "Where to write the JSON; the file must not exist yet" };
        var command = new Command("export", "Exports all data about one customer to a file") { identity, file };
        command.SetAction((parsed, ct) => CommandLine.Guarded(async () =>
        {
            await using var server = await LocalServer.Reach(CommandLine.DataFolderOf(parsed), ct);
            var (id, _) = await OneCustomer.Find(server, parsed.GetValue(identity)!, ct);
            await Download.ToFile(server, HttpMethod.Get, $"/api/customers/{id}/export", parsed.GetValue(file)!, ct);
            return 0;
        }));
        return command;
    }
}
