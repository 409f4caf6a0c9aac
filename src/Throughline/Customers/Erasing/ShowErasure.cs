using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Customers.Directory;
using Throughline.Customers.Places;
using Throughline.Platform.Storage;

namespace Throughline.Customers.Erasing;

/// <summary>Says what goes when a customer is erased.</summary>
public sealed class ShowErasure(ThroughlineDb db, CustomerDirectory directory, TimelineIndex timeline, IEnumerable<IEraseCustomer> parts) : IPart
{
    public abstract record Outcome;

    /// <param name="Parts">What other rooms hold, as a person reads it.</param>
    public sealed record Shown(CustomerId Id, string Name, long Interactions, int Identities, int Traits, IReadOnlyList<string> Parts) : Outcome
    {
        /// <summary>Whether what a person typed names this customer.</summary>
        public bool IsNamedBy(string? typed) =>
            typed?.Trim() is { Length: > 0 } text && (text == Id.ToString() || Name.Length > 0 && text.Equals(Name, StringComparison.OrdinalIgnoreCase));
    }

    public sealed record NoSuchCustomer : Outcome;

    public async Task<Outcome> Show(string id, CancellationToken ct)
    {
        if (CustomerId.Parse(id) is not { } asked || await directory.Resolve(asked, ct) is not { } customer) return new NoSuchCustomer();
        var (customers, traits) = (db.Customers, db.Traits);
        if (await customers.Where(c => c.Id == customer).Select(c => c.Name).FirstOrDefaultAsync(ct) is not { } name) return new NoSuchCustomer();
        var identities = await directory.IdentitiesOf(customer, ct);
        return new Shown(customer, name, timeline.Sum(identities).Count, identities.Count,
            await traits.CountAsync(t => t.CustomerId == customer, ct), [.. parts.Select(p => p.Part)]);
    }
}
