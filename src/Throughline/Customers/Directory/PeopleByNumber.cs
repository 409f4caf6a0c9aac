using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Storage;

namespace Throughline.Customers.Directory;

/// <summary>Lets other rooms show the customers behind a number.</summary>
public sealed class PeopleByNumber(ThroughlineDb db) : IShowPeople
{
    public async Task<IReadOnlyList<Person>> Show(IReadOnlyList<CustomerId> customers, CancellationToken ct)
    {
        var all = db.Customers;
        var found = await all.AsNoTracking()
            .Where(c => customers.Contains(c.Id))
            .Select(c => new { c.Id, c.Name, c.IsKnown, c.FirstSeen, c.LastSeen })
            .ToDictionaryAsync(c => c.Id, ct);
        return [.. customers
            .Where(found.ContainsKey)
            .Select(id => found[id])
            .Select(c => new Person(c.Id.ToString(), c.Name, c.IsKnown, c.FirstSeen, c.LastSeen))];
    }
}
