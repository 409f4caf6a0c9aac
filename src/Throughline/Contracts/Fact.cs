namespace Throughline.Contracts;

/// <summary>
/// Something that happened in a room, told in the past tense, saved in the same transaction and handed on at least once. It bears a
/// <see cref="FactNameAttribute"/>.
/// </summary>
public interface IFact
{
    DateTimeOffset At { get; }

    /// <summary>
    /// Whom or what it is about, such as <c>conversation:7</c>. Facts of one subject reach a handler in the order in which they were told;
    /// those of others do not wait for them.
    /// </summary>
    string Subject { get; }
}

/// <summary>A fact about a customer: it becomes an interaction in the journal.</summary>
public interface ICustomerFact : IFact
{
    /// <summary>By which the customer is known; the customer's number would change with a join.</summary>
    Identity Customer { get; }

    string IFact.Subject => Customer.ToString();

    /// <param name="messageId">The same each time the fact is handed on, so that the journal keeps it once.</param>
    Interaction ToInteraction(string messageId, long receivedAt);
}

/// <summary>What a fact is called wherever it is stored or sent: <c>room.thing-done</c>, for ever, whatever becomes of the type's own name.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class FactNameAttribute(string name) : Attribute
{
    public string Name => name;
}
