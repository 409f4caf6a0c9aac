using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Customers.Directory;
using Throughline.Platform.Storage;

namespace Throughline.Customers.Identities;

/// <summary>Answers other rooms who a customer is.</summary>
public sealed class FindCustomers(ThroughlineDb db, CustomerDirectory directory) : IFindCustomers
{
    public Task<CustomerId?> By(Identity identity, CancellationToken ct) => directory.FindBy(identity, ct);

    public async Task<IReadOnlyList<Identity>> IdentitiesOf(CustomerId customer, CancellationToken ct)
    {
        if (await directory.Resolve(customer, ct) is not { } whole) return [];
        var identities = db.Identities;
        return await identities.AsNoTracking().Where(i => i.CustomerId == whole)
            .OrderBy(i => i.Kind == Identity.AnonymousId).ThenBy(i => i.Id)
            .Select(i => new Identity(i.Kind, i.Value)).ToListAsync(ct);
    }
}
