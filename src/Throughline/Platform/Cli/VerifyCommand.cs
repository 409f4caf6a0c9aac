using System.CommandLine;

namespace Throughline.Platform.Cli;

/// <summary><c>verify</c>: reads everything stored and names what is damaged; exit 1 when something is.</summary>
public sealed class VerifyCommand : ICommand
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "One JSON object on stdout" };
        var command = new Command("verify", "Checks the journal, checkpoints, indexes and the audit log") { json };
        command.SetAction((parsed, ct) => CommandLine.Guarded(async () =>
        {
            await using var server = await LocalServer.Reach(CommandLine.DataFolderOf(parsed), ct);
            var findings = await server.Send(HttpMethod.Get, "/api/verify", null, ct);
            var sound = findings.GetProperty("sound").GetBoolean();
            if (parsed.GetValue(json)) await Console.Out.WriteLineAsync(findings.GetRawText());
            else if (sound) await Console.Out.WriteLineAsync("All is as it was written.");
            foreach (var problem in findings.GetProperty("problems").EnumerateArray()) await Console.Error.WriteLineAsync(problem.GetString());
            return sound ? 0 : 1;
        }));
        return command;
    }
}
