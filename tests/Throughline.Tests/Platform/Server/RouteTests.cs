using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Server;
using Throughline.Tests.Platform.Security;
using Throughline.Tests.Platform.Storage;

namespace Throughline.Tests.Platform.Server;

public class RouteTests
{
    [Fact]
    public async Task Every_route_of_the_house_names_a_permission_or_says_why_it_is_public()
    {
        var ct = TestContext.Current.CancellationToken;
        using var folder = new TestFolder();
        await using var app = await ServerHost.Build(new ServerOptions(folder.Path, []), folder.Open(), ct);
        await app.StartAsync(ct);

        var endpoints = app.Services.GetRequiredService<EndpointDataSource>().Endpoints;
        Assert.Empty(RouteCheck.FaultsIn(endpoints, app.Services.GetRequiredService<PermissionTable>()));
        Assert.InRange(endpoints.Count, 40, 10_000);
        await app.StopAsync(ct);
    }
}
