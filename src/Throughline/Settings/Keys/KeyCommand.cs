using System.CommandLine;
using Throughline.Platform.Cli;

namespace Throughline.Settings.Keys;

/// <summary><c>key create</c>: prints a new key, alone, on stdout.</summary>
public sealed class KeyCommand : ICommand
{
    public static Command Create()
    {
        var kind = new Option<string>("--kind")
        { Description = "write: may only send interactions; secret: may use the API", HelpName = "write|secret", Required = true
        };
        var name = new Option<string>("--name") { Description = "What it is for, to tell keys apart", HelpName = "N" };
        var own = new Option<bool>("--server") { Description = "Of a write key: only your own servers hold it, so it may say who is who" };
        var create = new Command("create", "Makes a key and prints it, this once") { kind, name, own };
        create.SetAction((parsed, ct) => CommandLine.Guarded(async () =>
        {
            await using var server = await LocalServer.Reach(CommandLine.DataFolderOf(parsed), ct);
            var made = await server.Send(HttpMethod.Post, "/api/keys",
                new { kind = parsed.GetValue(kind), name = parsed.GetValue(name), server = parsed.GetValue(own) }, ct);
            await Console.Out.WriteLineAsync(made.GetProperty("key").GetString());
            return 0;
        }));
        return new Command("key", "Keys for programs") { create };
    }
}
