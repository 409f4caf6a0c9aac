using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Throughline.Contracts;
using Throughline.Platform.Projections;
using Throughline.Tests.Platform.Server;
using Throughline.Touchpoints;

namespace Throughline.Tests.Touchpoints.Seen;

public sealed class SeenTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Events_are_counted_by_name_and_channel_and_a_rebuild_counts_the_same()
    {
        await using var host = await TestHost.Start(Ct);
        await host.Tell(Ct, An("Tent Pitched", "app", "1"), An("Tent Pitched", "app", "2"), An("Tent Pitched", "web", "3"), An("", "web", "4"));
        await host.Tell(Ct, An("Tent Pitched", "app", "5"), An("Order Completed", "web", "6"));

        for (var round = 0; round < 2; round++)
        {
            await using var db = host.Database();
            Assert.Equal(
                [("Order Completed", "web", 1), ("Tent Pitched", "app", 3), ("Tent Pitched", "web", 1)],
                (await db.SeenEvents.OrderBy(s => s.Event).ThenBy(s => s.Channel).ToListAsync(Ct)).Select(s => (s.Event, s.Channel, s.Count)));
            Assert.Single(await db.Purchases.ToListAsync(Ct));
            var projections = host.App.Services.GetRequiredService<ProjectionRunner>();
            projections.Rebuild("touchpoints");
            await projections.WaitFor(host.Journal.Head, Ct);
        }
    }

    private static Interaction An(string name, string channel, string id) => new()
    {
        Kind = name.Length == 0 ? InteractionKind.Identify : InteractionKind.Track, Event = name, MessageId = id,
        Identities = [new Identity(Identity.UserId, "ana")],
        Channel = channel, Source = "test", ReceivedAt = 1_700_000_000_000_000, At = 1_700_000_000_000_000, Body = "{}"u8.ToArray(),
    };
}
