using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Storage;

namespace Throughline.Customers.Directory;

/// <summary>Counts customers by the index on when they were last seen.</summary>
public sealed class CountCustomers(ThroughlineDb db) : ICountCustomers
{
    public Task<int> SeenSince(DateTimeOffset since, CancellationToken ct)
    {
        var customers = db.Customers;
        return customers.CountAsync(c => c.LastSeen >= since, ct);
    }
}
