using Throughline.Customers;
using Throughline.Data;
using Throughline.Demo;
using Throughline.Home;
using Throughline.Journeys;
using Throughline.Platform;
using Throughline.Platform.Cli;
using Throughline.Search;
using Throughline.Touchpoints;

namespace Throughline;

/// <summary>The rooms of the house. A new room is one line here.</summary>
public static class App
{
    public static IReadOnlyList<Room> Rooms { get; } =
    [
        new HomeRoom(),
        new JourneysRoom(),
        new CustomersRoom(),
        new TouchpointsRoom(),
        new DataRoom(),
        new SearchRoom(),
        new DemoRoom(),
    ];

    public static Task<int> Main(string[] args) => CommandLine.Run(args);
}
