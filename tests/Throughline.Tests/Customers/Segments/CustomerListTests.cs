using Throughline.Contracts;
using Throughline.JourneyEngine;
using Throughline.Tests.Platform.Server;

namespace Throughline.Tests.Customers.Segments;

public class CustomerListTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_segment_of_some_customers_keeps_them_whoever_comes_later()
    {
        await using var host = await TestHost.Start(Ct);
        await host.Tell(Ct, Visit("anna", 1), Visit("ben", 2), Visit("cem", 3));
        var anna = host.Journal.FindIdentity(new Identity(Identity.UserId, "anna"))!.Value;

        var key = await host.With<ISegments, string>(segments => segments.CreateFromCustomers("Checkout: missed the goal", new CustomerSet([anna]), Ct));
        await host.Tell(Ct, Visit("dora", 4));

        Assert.Equal("checkout-missed-the-goal", key);
        Assert.Equal([anna], (await host.With<ISegments, CustomerSet?>(segments => segments.Customers(key, Ct)))!.Customers());
        Assert.Equal("checkout-missed-the-goal-2",
            await host.With<ISegments, string>(segments => segments.CreateFromCustomers("Checkout: missed the goal", new CustomerSet([anna]), Ct)));
    }

    private static Interaction Visit(string user, int n) => new()
    {
        Kind = InteractionKind.Track, Event = "Product Viewed", MessageId = $"visit-{n}",
        Identities = [new Identity(Identity.UserId, user)], Channel = "web", Source = "test",
        ReceivedAt = 1_770_000_000_000_000 + n, At = 1_770_000_000_000_000 + n, Body = "{}"u8.ToArray(),
    };
}
