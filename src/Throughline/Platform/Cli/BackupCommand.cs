using System.CommandLine;

namespace Throughline.Platform.Cli;

/// <summary><c>backup</c>: writes one consistent archive of everything, while the server runs.</summary>
public sealed class BackupCommand : ICommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "Where to write the archive (tar, gzip); the file must not exist yet" };
        var command = new Command("backup", "Creates one consistent backup of everything, even while the server runs") { file };
        command.SetAction((parsed, ct) => CommandLine.Guarded(async () =>
        {
            await using var server = await LocalServer.Reach(CommandLine.DataFolderOf(parsed), ct);
            await Download.ToFile(server, HttpMethod.Post, "/api/backup", parsed.GetValue(file)!, ct);
            return 0;
        }));
        return command;
    }
}
