namespace Throughline.Contracts;

/// <summary>How many customers there are, for rooms that may not look at them.</summary>
public interface ICountCustomers : IPart
{
    /// <summary>Those with an interaction since an instant, to the hour.</summary>
    Task<int> SeenSince(DateTimeOffset since, CancellationToken ct);
}
