using System.Runtime.CompilerServices;

namespace Throughline.Tests;

/// <summary>Whoever opens a capability finds its tests in the folder of the same name.</summary>
public sealed class MirrorTests
{
    private static readonly string[] NoCapabilities = ["web", "bin", "obj", "wwwroot", "Properties", "Contracts", "Migrations"];

    /// <summary>What is tested from another folder. This list only shrinks.</summary>
    private static readonly string[] TestedElsewhere =
    [
        "Customers/Directory", "Customers/Looks", "Customers/Places", "Customers/Profile", "Customers/Reading", "Customers/Stages",
        "Data/Deliveries", "Data/Overview", "Data/Projections", "Data/SetAside",
        "Demo/Company", "Demo/Loading", "Demo/People", "Demo/Stories", "Demo/Telling", "Demo/Truths",
        "Home/FirstSteps", "Home/Today",
        "Journeys/Funnels", "Journeys/Index", "Journeys/Map", "Journeys/Next", "Journeys/Paths", "Journeys/People",
        "Journeys/Retention", "Journeys/Stages", "Journeys/Switches", "Journeys/Trends",
        "Platform/Cli", "Platform/Colleagues",
        "Settings/Account", "Settings/Audit", "Settings/Keys", "Settings/Passkeys", "Settings/Roles", "Settings/Sessions", "Settings/SetUp",
        "Settings/TwoFactor", "Settings/Users",
        "Touchpoints/About", "Touchpoints/Unassigned",
    ];

    [Fact]
    public void A_capability_has_its_tests_in_the_folder_of_its_name()
    {
        var product = Path.Combine(Root(), "src", "Throughline");
        var capabilities = Folders(product).SelectMany(room => Folders(Path.Combine(product, room)).Select(folder => $"{room}/{folder}"));
        var without = capabilities.Where(folder => !Directory.Exists(Path.Combine(Root(), "tests", "Throughline.Tests", folder))).ToHashSet();

        Assert.Empty(without.Except(TestedElsewhere));
        // One that has got its folder, or is gone, is struck off.
        Assert.Empty(TestedElsewhere.Except(without));
    }

    private static IEnumerable<string> Folders(string above) =>
        Directory.GetDirectories(above).Select(Path.GetFileName).OfType<string>().Except(NoCapabilities);

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
