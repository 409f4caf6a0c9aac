using System.Security.Cryptography;
using System.Text.Json;
using Throughline.Contracts;
using Throughline.Platform.Journal;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Outbox;

public static class OutboxExtensions
{
    private const int RandomBytes = 16;

    /// <summary>Tells a fact: it is saved with everything else of this context and handed on after the commit.</summary>
    public static void Publish(this ThroughlineDb db, IFact fact) => db.Add(new OutboxRow
    {
        MessageId = ReservedIds.Fact + RandomNumberGenerator.GetHexString(RandomBytes * 2, lowercase: true),
        Fact = FactNames.Of(fact.GetType()),
        Subject = fact.Subject,
        Payload = JsonSerializer.Serialize(fact, fact.GetType()),
        PublishedAt = fact.At,
    });

    /// <exception cref="InvalidOperationException">A fact of this name is not known (any more).</exception>
    public static IFact ReadFact(this OutboxRow row) => (IFact)JsonSerializer.Deserialize(row.Payload, FactNames.TypeOf(row.Fact))!;
}
