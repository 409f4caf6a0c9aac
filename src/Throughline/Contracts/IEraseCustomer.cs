namespace Throughline.Contracts;

/// <summary>Forgets one customer in one part of the house. Many rooms have one: whoever stores anything by a customer's number or identity.</summary>
public interface IEraseCustomer : IPart
{
    /// <summary>What goes, as a person reads it: "Conversations".</summary>
    [Said]
    string Part { get; }

    /// <summary>Made from the journal alone, and therefore erased after it.</summary>
    bool IsDerived => false;

    /// <summary>May be asked again for the same customer, with what is left of them; nothing is left to do then.</summary>
    Task Erase(WholeCustomer customer, CancellationToken ct);
}

/// <summary>Hands out what one part of the house holds about a customer. Many rooms have one.</summary>
public interface IExportCustomer : IPart
{
    /// <summary>The name of the member in the exported JSON: <c>conversations</c>.</summary>
    string Part { get; }

    /// <summary>Anything that serializes, an <see cref="IAsyncEnumerable{T}"/> where it may be long; null when there is nothing.</summary>
    Task<object?> Export(WholeCustomer customer, CancellationToken ct);
}

/// <summary>A customer with every identity that is theirs now, by its number.</summary>
public sealed record WholeCustomer(CustomerId Id, IReadOnlyDictionary<int, Identity> Identities);
