using System.CommandLine;
using Microsoft.Data.Sqlite;
using Throughline.Platform.Security.SetUp;
using Throughline.Platform.Server;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Cli;

/// <summary><c>serve</c>: starts the server and runs until it is told to stop.</summary>
public sealed class ServeCommand : ICommand
{
    public static Command Create()
    {
        var urls = UrlsOption();
        var anew = new Option<bool>("--new-master-key")
        { Description = "Start with a new master key when the old one is lost; everything encrypted with the old one is gone" };
        var command = new Command("serve", "Starts the server; on an empty folder prints a one-time set-up link") { urls, anew };
        command.SetAction((parsed, ct) => CommandLine.Guarded(() =>
            Serve(CommandLine.DataFolderOf(parsed), Addresses(parsed.GetValue(urls)), parsed.GetValue(anew), ct)));
        return command;
    }

    internal static Option<string> UrlsOption() =>
        new("--urls") { Description = $"Addresses to listen on, separated by semicolons (default: {ServerOptions.DefaultUrl})", HelpName = "URL" };

    internal static string[] Addresses(string? urls)
    {
        var addresses = (urls ?? ServerOptions.DefaultUrl).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (addresses.FirstOrDefault(a => !Uri.TryCreate(a.Replace("://*", "://any").Replace("://+", "://any"), UriKind.Absolute, out var uri)
            || uri.Scheme is not ("http" or "https")) is { } wrong)
            throw new CommandException($"{wrong} is not a valid address. Use the format {ServerOptions.DefaultUrl}.");
        return addresses;
    }

    internal static DataFolderLock Hold(DataFolder folder) =>
        folder.TryLock() ?? throw new CommandException($"Another server is using {folder.Root}. Stop it first, or use another folder with --data.");

    internal static async Task Listen(WebApplication app, CancellationToken ct)
    {
        try
        {
            await app.StartAsync(ct);
        }
        catch (IOException e)
        {
            throw new CommandException($"{e.Message} Choose another address with --urls.");
        }
        catch (SqliteException e)
        {
            throw StartCheck.Explain(app.Services.GetRequiredService<DataFolder>(), e);
        }
    }

    private static async Task<int> Serve(string path, string[] addresses, bool newMasterKey, CancellationToken ct)
    {
        var folder = DataFolder.Open(path);
        using var held = Hold(folder);
        await using var app = await ServerHost.Build(new ServerOptions(folder.Root, addresses, NewMasterKey: newMasterKey), folder, ct);
        await Listen(app, ct);
        await Greet(app, addresses[0], ct);
        await app.WaitForShutdownAsync(ct);
        return 0;
    }

    private static async Task Greet(WebApplication app, string address, CancellationToken ct)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await Console.Out.WriteLineAsync($"Throughline {StatusRoutes.Version} listens on {address}");
        if (await scope.ServiceProvider.GetRequiredService<CreateSetUpLink>().Create(ct) is CreateSetUpLink.Created link)
            await Console.Out.WriteLineAsync($"Set up your company here, once, within 24 hours: {address.TrimEnd('/')}{link.Path}");
    }
}
