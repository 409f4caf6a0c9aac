using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Customers.Places;
using Throughline.Platform.Journal;
using Throughline.Platform.Storage;

namespace Throughline.Customers.Directory;

/// <summary>A customer as the API and the pages show them.</summary>
public sealed record CustomerView(
    string Id, string Name, IReadOnlyList<IdentityView> Identities, IReadOnlyDictionary<string, JsonElement> Traits, string? Stage,
    DateTimeOffset FirstSeen, DateTimeOffset LastSeen);

public sealed record IdentityView(string Kind, string Value);

/// <summary>Finds customers and reads what is known of them.</summary>
public sealed class CustomerDirectory(ThroughlineDb db, IJournal journal, TimelineIndex timeline, CustomerStages stages) : IPart
{
    internal const int MostIdentitiesShown = 100;

    /// <summary>The customer of this number, or the one who survived it.</summary>
    public async Task<CustomerId?> Resolve(CustomerId id, CancellationToken ct)
    {
        var (customers, aliases) = (db.Customers, db.CustomerAliases);
        if (await customers.AnyAsync(c => c.Id == id, ct)) return id;
        return await aliases.Where(a => a.Id == id).Select(a => (CustomerId?)a.CustomerId).FirstOrDefaultAsync(ct);
    }

    public async Task<CustomerId?> FindBy(Identity identity, CancellationToken ct)
    {
        if (journal.FindIdentity(identity) is not { } number) return null;
        var identities = db.Identities;
        return await identities.Where(i => i.Id == number).Select(i => (CustomerId?)i.CustomerId).FirstOrDefaultAsync(ct);
    }

    /// <summary>Customers who have an identity of this value, whatever its kind.</summary>
    public async Task<IReadOnlyList<CustomerId>> FindByAny(string value, CancellationToken ct)
    {
        var found = new List<CustomerId>();
        foreach (var kind in await db.KindsOfIdentity.Select(k => k.Kind).ToListAsync(ct))
            if (await FindBy(new Identity(kind, value).Normalised(), ct) is { } customer && !found.Contains(customer)) found.Add(customer);
        return found;
    }

    /// <summary>Numbers of the identities that are this customer's now.</summary>
    public async Task<IReadOnlyList<int>> IdentitiesOf(CustomerId id, CancellationToken ct)
    {
        var identities = db.Identities;
        return await identities.Where(i => i.CustomerId == id).Select(i => i.Id).ToListAsync(ct);
    }

    /// <summary>Everything shown of these customers, in the order asked; those who are gone are left out.</summary>
    public async Task<IReadOnlyList<CustomerView>> Load(IReadOnlyList<CustomerId> ids, CancellationToken ct)
    {
        var (customers, identities, traits) = (db.Customers, db.Identities, db.Traits);
        var people = await customers.AsNoTracking().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, ct);
        // One question a customer: somebody with ten thousand identities must not hide those of the others.
        var known = new Dictionary<CustomerId, List<KnownIdentity>>();
        foreach (var id in ids.Distinct())
            known[id] = await identities.AsNoTracking().Where(i => i.CustomerId == id).OrderBy(i => i.Id).Take(MostIdentitiesShown).ToListAsync(ct);
        var stated = (await traits.AsNoTracking().Where(t => ids.Contains(t.CustomerId)).OrderBy(t => t.Name).ToListAsync(ct)).ToLookup(t => t.CustomerId);
        var standing = await stages.Of(ids, ct);
        return [.. ids.Where(people.ContainsKey).Select(id => ToView(people[id], known[id], stated[id], standing.GetValueOrDefault(id)))];
    }

    private CustomerView ToView(Customer customer, IEnumerable<KnownIdentity> identities, IEnumerable<Trait> traits, string? stage)
    {
        var all = identities.ToList();
        var (_, _, last) = timeline.Sum([.. all.Select(i => i.Id)]);
        return new CustomerView(customer.Id.ToString(), customer.Name, [.. all.Take(MostIdentitiesShown).Select(i => new IdentityView(i.Kind, i.Value))],
            traits.ToDictionary(t => t.Name, t => JsonElement.Parse(t.Value)), stage, customer.FirstSeen,
            last is { } milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : customer.LastSeen);
    }
}
