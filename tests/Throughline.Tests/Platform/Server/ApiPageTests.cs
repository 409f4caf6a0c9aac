using System.Runtime.CompilerServices;
using System.Text.Json;
using Throughline.Tests.Server;

namespace Throughline.Tests.Platform.Server;

[Collection(SharedServer.Name)]
public class ApiPageTests(SharedServer shared)
{
    private static readonly string[] Methods = ["get", "put", "post", "patch", "delete"];

    [Fact]
    public async Task Every_route_of_the_API_has_its_row_in_the_documentation()
    {
        var document = await shared.Server.Get("/api/openapi.json", TestContext.Current.CancellationToken);
        var written = (await File.ReadAllLinesAsync(Page(), TestContext.Current.CancellationToken))
            .Where(l => l.StartsWith("| `", StringComparison.Ordinal))
            .Select(l => l[..(l.IndexOf('`', 3) + 1)])
            .ToHashSet();
        var routes = document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value
            .EnumerateObject()
            .Where(o => Methods.Contains(o.Name))
            .Select(o => (Row: $"| `{o.Name.ToUpperInvariant()} {path.Name}`", What: Summary(o.Value)))).ToList();

        Assert.InRange(routes.Count, 50, 10_000);
        var missing = routes.Where(r => !written.Contains(r.Row)).Select(r => $"{r.Row} | {r.What} |").ToList();
        Assert.True(missing.Count == 0, $"Add to the routes at the end of docs/api.md:\n{string.Join('\n', missing)}");
        var gone = written.Where(w => w.Contains(" /api/", StringComparison.Ordinal)).Except(routes.Select(r => r.Row)).ToList();
        Assert.True(gone.Count == 0, $"There is no such route any more; take it out of docs/api.md:\n{string.Join('\n', gone)}");
    }

    private static string Summary(JsonElement operation) => operation.TryGetProperty("summary", out var summary) ? summary.GetString()! : "";

    private static string Page([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "..", "docs", "api.md");
}
