namespace Throughline.Contracts;

/// <summary>Who came by whose recommendation.</summary>
public interface IReferrals : IPart
{
    /// <summary>The customer whose recommendation somebody came by first; null when nobody's, or nobody we know.</summary>
    /// <param name="identities">Numbers of all identities of whom it is asked.</param>
    Task<CustomerId?> WhoReferred(IReadOnlyCollection<int> identities, CancellationToken ct);
}
