using System.CommandLine;
using Throughline.Platform.Cli;

namespace Throughline.Settings.Keys;

/// <summary><c>key create</c>: prints a new key, alone, on stdout.</summary>
public sealed class KeyCommand : ICommand
{
    public static Command Create()
    {
        var kind = new Option<string>("--kind")
        { Description = "write: can only send interactions; secret: can use the API", HelpName = "write|secret", Required = true
        };
        var name = new Option<string>("--name") { Description = "A name to tell keys apart", HelpName = "N" };
        var own = new Option<bool>("--server") { Description = "For a write key used only on your own servers: it can also link identities" };
        var create = new Command("create", "Creates a key and prints it once") { kind, name, own };
        create.SetAction((parsed, ct) => CommandLine.Guarded(async () =>
        {
            await using var server = await LocalServer.Reach(CommandLine.DataFolderOf(parsed), ct);
            var made = await server.Send(HttpMethod.Post, "/api/keys",
                new { kind = parsed.GetValue(kind), name = parsed.GetValue(name), server = parsed.GetValue(own) }, ct);
            await Console.Out.WriteLineAsync(made.GetProperty("key").GetString());
            return 0;
        }));
        return new Command("key", "Manages API keys") { create };
    }
}
