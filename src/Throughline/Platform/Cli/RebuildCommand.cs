using System.CommandLine;
using Spectre.Console;

namespace Throughline.Platform.Cli;

/// <summary><c>rebuild NAME|all</c>: builds a projection again from the journal and waits until it has caught up.</summary>
public sealed class RebuildCommand : ICommand
{
    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "Name of a projection, or all" };
        var command = new Command("rebuild", "Rebuilds a projection from the journal") { name };
        command.SetAction((parsed, ct) => CommandLine.Guarded(async () =>
        {
            await using var server = await LocalServer.Reach(CommandLine.DataFolderOf(parsed), ct, mayBeBehind: true);
            var asked = parsed.GetValue(name)!;
            await server.Send(HttpMethod.Post, $"/api/projections/{Uri.EscapeDataString(asked)}/rebuild", null, ct);
            await AnsiConsole.Progress().StartAsync(progress => Follow(server, asked, progress.AddTask(asked), ct));
            return 0;
        }));
        return command;
    }

    private static async Task Follow(LocalServer server, string asked, ProgressTask bar, CancellationToken ct)
    {
        while (true)
        {
            await Task.Delay(200, ct);
            var status = await server.Send(HttpMethod.Get, "/api/status", null, ct);
            var projections = status
                .GetProperty("projections")
                .EnumerateArray()
                .Where(p => asked == "all" || p.GetProperty("name").GetString() == asked)
                .ToList();
            var head = status.GetProperty("journal").GetProperty("position").GetInt64();
            var lag = projections.Max(p => p.GetProperty("lag").GetInt64());
            bar.Value = head == 0 ? 100 : 100.0 * (head - lag) / head;
            if (projections
                .Select(p => p.GetProperty("trouble"))
                .FirstOrDefault(t => t.ValueKind == System.Text.Json.JsonValueKind.String) is { ValueKind: System.Text.Json.JsonValueKind.String } trouble)
                throw new CommandException(trouble.GetString()!);
            if (lag == 0) return;
        }
    }
}
