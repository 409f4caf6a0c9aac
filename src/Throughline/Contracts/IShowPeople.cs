namespace Throughline.Contracts;

/// <summary>Customers by number, as lists in other rooms show them.</summary>
public interface IShowPeople : IPart
{
    /// <summary>In the order asked; those who are gone are left out.</summary>
    Task<IReadOnlyList<Person>> Show(IReadOnlyList<CustomerId> customers, CancellationToken ct);
}

/// <param name="Id">As in <c>/customers/{id}</c>.</param>
public sealed record Person(string Id, string Name, bool IsKnown, DateTimeOffset FirstSeen, DateTimeOffset LastSeen);
