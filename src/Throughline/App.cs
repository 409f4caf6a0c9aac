using Throughline.Customers;
using Throughline.Data;
using Throughline.Platform;
using Throughline.Platform.Cli;

namespace Throughline;

/// <summary>The rooms of the house. A new room is one line here.</summary>
public static class App
{
    public static IReadOnlyList<Room> Rooms { get; } =
    [
        new CustomersRoom(),
        new DataRoom(),
    ];

    public static Task<int> Main(string[] args) => CommandLine.Run(args);
}
