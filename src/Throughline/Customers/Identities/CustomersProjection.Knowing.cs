using Throughline.Contracts;
using Throughline.Platform.Journal;

namespace Throughline.Customers.Identities;

/// <summary>What is known of each customer: traits, the name to call them, the text they are found by.</summary>
public sealed partial class CustomersProjection
{
    private const int IdentitiesSearched = 50;

    private void TakeTraits(JournalEntry entry, int customer)
    {
        var newcomer = _newcomers.Find(customer);
        var known = newcomer is { HasTraits: false } ? [] : _tables!.TraitsOf(customer);
        var byOthers = known.Exists(k => k.Identity != entry.Identity);
        var isNews = false;
        foreach (var trait in TraitReader.Read(entry.Body))
        {
            isNews |= !known.Exists(k => k.Name == trait.Name && k.Json == trait.Json);
            if (byOthers) _tables!.Overlay(customer, trait.Name, trait.Json, entry.At, entry.Position, entry.Identity, entry.Source, trait.Once);
            _tables!.SetTrait(customer, trait.Name, trait.Json, entry.At, entry.Position, entry.Identity, entry.Source, trait.Once);
        }
        if (newcomer is not null) newcomer.HasTraits = true;
        else if (isNews) _renamed.Add(customer); // A name and the words to find it by cost more than all else; most calls say what was known.
    }

    /// <summary>Writes a customer who was first met in this batch.</summary>
    private void Settle(int customer)
    {
        if (_newcomers.Take(customer) is not { } newcomer) return;
        _tables!.AddCustomer(customer, CustomerName.Of(NoTraits, newcomer.Identities), _book!.IsKnown(customer), newcomer.FirstSeen, newcomer.LastSeen);
        if (newcomer.HasTraits) _renamed.Add(customer);
        else if (CustomerName.IsSearchedByText(NoTraits, newcomer.Identities))
            _tables.SetSearchText(customer, CustomerName.SearchText(NoTraits, newcomer.Identities));
    }

    private static readonly Dictionary<string, string> NoTraits = [];

    private void Rename(int customer)
    {
        var traits = _tables!
            .Query("select name, value from customers_traits where customer_id = ?1", row => (row.Text(0), row.Text(1)), s => s.Bind(1, customer))
            .ToDictionary();
        var identities = _tables.Query("select kind, value from customers_identities where customer_id = ?1 and kind <> 'anonymousId' order by id limit ?2",
            row => new Identity(row.Text(0), row.Text(1)), s => s.Bind(1, customer).Bind(2, IdentitiesSearched));
        _tables.Run("update customers_customers set name = ?2, is_known = ?3 where id = ?1",
            s => s.Bind(1, customer).Bind(2, CustomerName.Of(traits, identities)).Bind(3, _book!.IsKnown(customer) ? 1 : 0));
        if (CustomerName.IsSearchedByText(traits, identities)) _tables.SetSearchText(customer, CustomerName.SearchText(traits, identities));
    }
}
