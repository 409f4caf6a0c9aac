namespace Throughline.Contracts;

/// <summary>
/// Whom an identity means, and by which identities a customer is known: for rooms, which keep what they hold by identity, so that
/// joining and splitting customers moves nothing of theirs.
/// </summary>
public interface IFindCustomers : IPart
{
    /// <summary>Null as long as nobody is known by it.</summary>
    Task<CustomerId?> By(Identity identity, CancellationToken ct);

    /// <summary>All of a customer's, the one to name them by first: a name of their own goes before a browser's. Empty for nobody.</summary>
    Task<IReadOnlyList<Identity>> IdentitiesOf(CustomerId customer, CancellationToken ct);
}
