using System.CommandLine;
using System.Text.Json;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Cli;

/// <summary><c>verify</c>: reads everything stored and names what is damaged; exit 1 when something is.</summary>
public sealed class VerifyCommand : ICommand
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print one JSON object to stdout" };
        var command = new Command("verify", "Verifies both databases, checkpoints, indexes and the audit log") { json };
        command.SetAction((parsed, ct) => CommandLine.Guarded(() => Verify(CommandLine.DataFolderOf(parsed), parsed.GetValue(json), ct)));
        return command;
    }

    private static async Task<int> Verify(string data, bool asJson, CancellationToken ct)
    {
        var findings = await Ask(data, ct);
        var sound = findings.GetProperty("sound").GetBoolean();
        if (asJson) await Console.Out.WriteLineAsync(findings.GetRawText());
        else if (sound) await Console.Out.WriteLineAsync("No problems found.");
        foreach (var problem in findings.GetProperty("problems").EnumerateArray()) await Console.Error.WriteLineAsync(problem.GetString());
        return sound ? 0 : 1;
    }

    // A folder that no server opens is not sound either, and is told in the same form.
    private static async Task<JsonElement> Ask(string data, CancellationToken ct)
    {
        try
        {
            await using var server = await LocalServer.Reach(data, ct);
            return await server.Send(HttpMethod.Get, "/api/verify", null, ct);
        }
        catch (DataFolderException e)
        {
            return JsonSerializer.SerializeToElement(new { sound = false, problems = new[] { e.Message } });
        }
    }
}
