using System.CommandLine;
using System.Globalization;
using Throughline.Platform.Backup;

namespace Throughline.Platform.Cli;

/// <summary><c>restore</c>: puts an archive into an empty data folder.</summary>
public sealed class RestoreCommand : ICommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "Archive created by backup" };
        var command = new Command("restore", "Restores a backup into an empty data folder") { file };
        command.SetAction((parsed, ct) => CommandLine.Guarded(async () =>
        {
            var data = CommandLine.DataFolderOf(parsed);
            var manifest = await RestoreBackup.Restore(parsed.GetValue(file)!, data, ct);
            await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"Restored {manifest.JournalCount} interactions, as of {manifest.CreatedAt:u}, into {Path.GetFullPath(data)}."));
            return 0;
        }));
        return command;
    }
}
