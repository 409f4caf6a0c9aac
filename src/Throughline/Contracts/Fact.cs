namespace Throughline.Contracts;

/// <summary>Something that happened in a room, told in the past tense, saved in the same transaction and handed on at least once.</summary>
public interface IFact
{
    DateTimeOffset At { get; }
}

/// <summary>A fact about a customer: it becomes an interaction in the journal.</summary>
public interface ICustomerFact : IFact
{
    /// <param name="messageId">The same each time the fact is handed on, so that the journal keeps it once.</param>
    Interaction ToInteraction(string messageId, long receivedAt);
}
