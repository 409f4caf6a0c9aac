using System.Text.Json;

namespace Throughline.Contracts;

/// <summary>What a fact about a customer looks like in the journal.</summary>
public static class FactAsInteraction
{
    /// <param name="name">The event's name, as a timeline and a funnel know it.</param>
    /// <param name="source">The room that tells it.</param>
    /// <param name="happenedAt">Not later than <paramref name="receivedAt"/> on the timeline, whatever it says.</param>
    /// <param name="properties">Anything that serializes to an object.</param>
    public static Interaction Told(
        this ICustomerFact fact, string name, string channel, string source, DateTimeOffset happenedAt, string messageId, long receivedAt, object properties)
    {
        var happened = happenedAt.ToMicroseconds();
        return new Interaction
        {
            Kind = InteractionKind.Track,
            Event = name,
            MessageId = messageId,
            Identities = [fact.Customer],
            Channel = channel,
            Source = source,
            HappenedAt = happened,
            ReceivedAt = receivedAt,
            At = Math.Min(happened, receivedAt),
            Body = JsonSerializer.SerializeToUtf8Bytes(new { properties }),
        };
    }
}
