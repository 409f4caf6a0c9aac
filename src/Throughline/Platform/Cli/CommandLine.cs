using System.CommandLine;

namespace Throughline.Platform.Cli;

/// <summary>The commands of <c>./throughline</c>. Each lives in a file of its own and is added here by one line.</summary>
public static class CommandLine
{
    public static Task<int> Run(string[] args)
    {
        var root = new RootCommand("Throughline: every touchpoint a customer meets, as one line you can follow, measure and improve.");
        root.Add(MailCommand.Create());
        return root.Parse(args).InvokeAsync();
    }
}
