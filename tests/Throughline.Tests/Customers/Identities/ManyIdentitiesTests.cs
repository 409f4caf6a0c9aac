using Throughline.Tests.Server;

namespace Throughline.Tests.Customers.Identities;

[Collection(SharedServer.Name)]
public class ManyIdentitiesTests(SharedServer shared)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_customer_of_10000_identities_is_shown_searched_and_read_in_reasonable_time()
    {
        var server = shared.Server;
        foreach (var chunk in Enumerable.Range(0, 10_000).Chunk(2_000))
            await server.Tell("/v1/batch", "{\"batch\":["
                + string.Join(',', chunk.Select(i => $$"""{"type":"track","event":"Visit","userId":"crawler","anonymousId":"crawler-{{i}}"}"""))
                + "]}", Ct);

        var clock = System.Diagnostics.Stopwatch.StartNew();
        var crawler = await server.Customer("anonymousId:crawler-9999", Ct);
        var newest = await server.Timeline("userId:crawler", Ct, limit: 50);
        Assert.Equal(await server.IdOf("userId:crawler", Ct), crawler.GetProperty("id").GetString());
        Assert.InRange(crawler.GetProperty("identities").GetArrayLength(), 1, 100);
        Assert.Equal(50, newest.Count);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"It took {clock.Elapsed}.");
    }
}
