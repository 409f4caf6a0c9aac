using Throughline.Tests.Platform.Security;

namespace Throughline.Tests.Platform.Server;

/// <summary>Every page and every answer that is only looked at leaves every row of the house as it is.</summary>
public sealed class OpeningChangesNothingTests(WalkedServer server) : IClassFixture<WalkedServer>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    // Who took data out of the house is put on record, and the touchpoints that came with the house are put in when they are first asked for.
    private static readonly string[] Aside = ["security_audit ", "touchpoints_", "platform_set_versions "];

    [Fact]
    public async Task No_route_that_is_asked_by_GET_changes_a_row()
    {
        (await server.Maria.Get("/")).Dispose();
        var before = Rows();
        var paths = server.Routes.Where(route => route.Methods.Contains("GET") || route.Methods.Count == 0)
            .Select(route => route.Path("walked")).Where(path => path != "/live").Distinct().ToList();
        Assert.InRange(paths.Count, 40, 10_000);
        foreach (var path in paths) (await server.Maria.Get(path)).Dispose();
        Assert.Equal(before, Rows());
    }

    private List<string> Rows() => [.. RefusingRecord.Rows(server.Folder).Where(row => !Aside.Any(name => row.StartsWith(name, StringComparison.Ordinal)))];
}
