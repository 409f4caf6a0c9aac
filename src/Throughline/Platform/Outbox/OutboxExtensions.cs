using System.Text.Json;
using Throughline.Contracts;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Outbox;

public static class OutboxExtensions
{
    private static readonly Dictionary<string, Type> Facts =
        typeof(IFact).Assembly.GetTypes().Where(t => t is { IsAbstract: false, IsInterface: false } && typeof(IFact).IsAssignableFrom(t)).ToDictionary(t => t.Name);

    /// <summary>Tells a fact: it is saved with everything else of this context and handed on after the commit.</summary>
    public static void Publish(this ThroughlineDb db, IFact fact) =>
        db.Add(new OutboxRow { Fact = fact.GetType().Name, Payload = JsonSerializer.Serialize(fact, fact.GetType()), PublishedAt = fact.At, DueAt = fact.At });

    /// <exception cref="InvalidOperationException">A fact of this name is not known (any more).</exception>
    public static IFact ReadFact(this OutboxRow row) =>
        Facts.TryGetValue(row.Fact, out var type) ? (IFact)JsonSerializer.Deserialize(row.Payload, type)! : throw new InvalidOperationException($"Nobody knows the fact {row.Fact}.");
}
