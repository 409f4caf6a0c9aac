using Throughline.Platform.Outbox;
using Throughline.Tests.Platform.Server;

namespace Throughline.Tests.Platform.Security;

/// <summary>A fact that could not be handed on, and waits long enough for a test to look at it.</summary>
internal static class LateDelivery
{
    public static async Task<long> Put(TestHost host, CancellationToken ct)
    {
        await using var db = host.Database();
        var fact = new OutboxRow
        { MessageId = "m", Fact = "test.told", Subject = "s", Payload = "{}", PublishedAt = DateTimeOffset.UnixEpoch, IsSpread = true
        };
        db.Add(fact);
        await db.SaveChangesAsync(ct);
        var delivery = new Delivery
        { FactId = fact.Id, Handler = "nobody", Subject = "s", DueAt = DateTimeOffset.UnixEpoch.AddYears(200), LastError = "The line is busy." };
        db.Add(delivery);
        await db.SaveChangesAsync(ct);
        return delivery.Id;
    }
}
