using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Storage;

namespace Throughline.Customers.Directory;

/// <summary>Counts customers by the index on when they were last seen.</summary>
public sealed class CountCustomers(ThroughlineDb db) : ICountCustomers
{
    public async Task<int> SeenSince(DateTimeOffset since, CancellationToken ct)
    {
        var customers = db.Customers;
        // The index begins with whether they are known.
        return await customers.CountAsync(c => c.IsKnown && c.LastSeen >= since, ct) + await customers.CountAsync(c => !c.IsKnown && c.LastSeen >= since, ct);
    }
}
