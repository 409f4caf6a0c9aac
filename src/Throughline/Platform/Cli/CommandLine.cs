using System.CommandLine;
using Spectre.Console;
using Throughline.Platform.Rooms;

namespace Throughline.Platform.Cli;

/// <summary>The commands of <c>./throughline</c>. Each lives in a file of its own, in the room that it belongs to.</summary>
public static class CommandLine
{
    public static Option<string> DataOption { get; } =
        new("--data") { Description = "Data folder (default: THROUGHLINE_DATA, then ./data)", HelpName = "DIR", Recursive = true };

    public static async Task<int> Run(string[] args)
    {
        // A file is read by people too; it has no colours.
        if (Console.IsOutputRedirected) AnsiConsole.Profile.Capabilities.ColorSystem = ColorSystem.NoColors;
        var root = new RootCommand("Throughline: every touchpoint a customer meets, as one line you can follow, measure and improve.") { DataOption };
        foreach (var command in House.Found(typeof(ICommand))) root.Add((Command)command.GetMethod(nameof(ICommand.Create))!.Invoke(null, null)!);
        return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    public static string DataFolderOf(ParseResult parsed) =>
        parsed.GetValue(DataOption) ?? Environment.GetEnvironmentVariable("THROUGHLINE_DATA") ?? "data";

    /// <summary>Runs a command; whatever goes wrong is one line on stderr and exit code 1.</summary>
    public static async Task<int> Guarded(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (OperationCanceledException)
        {
            return await Fail("stopped");
        }
        catch (Exception e) // The border to the person at the terminal: a stack trace would help nobody there.
        {
            return await Fail(e.Message.ReplaceLineEndings(" "));
        }
    }

    public static async Task<int> Fail(string why)
    {
        await Console.Error.WriteLineAsync("throughline: " + why);
        return 1;
    }
}

/// <summary>A command cannot go on; the message is what the person at the terminal reads.</summary>
public sealed class CommandException(string message) : Exception(message);
