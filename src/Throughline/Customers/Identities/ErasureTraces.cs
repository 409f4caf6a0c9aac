namespace Throughline.Customers.Identities;

/// <summary>What an erasure left of others in the journal.</summary>
/// <param name="Orphans">Identities that the customer's own interactions named; some of them nobody else may have named first.</param>
/// <param name="Touched">Identities by whom something was stated that is stated differently now.</param>
/// <param name="Met">Positions where orphans are first named by others.</param>
/// <param name="HadAPlace">Identities that went with the customer stood among those of others: only a rebuild takes them out of there.</param>
public sealed record ErasureTraces(
    IReadOnlyCollection<int> Orphans, IReadOnlyCollection<int> Touched, IReadOnlyCollection<long> Met, bool HadAPlace);
