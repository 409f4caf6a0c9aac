using Throughline.Contracts;
using Throughline.Platform.Journal;

namespace Throughline.Customers.Identities;

/// <summary>The tables of who is who and the book that holds them in memory, written by one thread: what is known of each customer, the name
/// to call them, the text they are found by.</summary>
internal sealed class CustomerLedger(CustomerTables tables, IdentityBook book)
{
    private const int IdentitiesSearched = 50;

    public CustomerTables Tables => tables;

    public IdentityBook Book => book;

    /// <summary>Customers whose name is to be made anew at the end of the batch.</summary>
    public HashSet<int> Renamed { get; } = [];

    /// <summary>Kinds of identities that the tables have.</summary>
    public HashSet<string> Kinds { get; } = [];

    public Newcomers Newcomers { get; } = new();

    public void Begin()
    {
        Renamed.Clear();
        Newcomers.Clear();
    }

    /// <summary>Writes what was put off until the end of the batch.</summary>
    public void Finish()
    {
        foreach (var customer in Newcomers.All) Settle(customer);
        foreach (var customer in Renamed) Rename(customer);
    }

    public bool AreSeen(int one, int other) => Book.IsSeen(one) && Book.IsSeen(other);

    /// <summary>Makes one customer of two.</summary>
    public void Unite(int into, int from)
    {
        Settle(from);
        Settle(into);
        book.Move(tables.IdentitiesOf(from), into);
        tables.Merge(from, into);
        Renamed.Remove(from);
        Renamed.Add(into);
    }

    public void TakeTraits(JournalEntry entry, int customer)
    {
        var newcomer = Newcomers.Find(customer);
        var known = newcomer is { HasTraits: false } ? [] : tables.TraitsOf(customer);
        var byOthers = known.Exists(k => k.Identity != entry.Identity);
        var isNews = false;
        foreach (var trait in TraitReader.Read(entry.Body))
        {
            isNews |= !known.Exists(k => k.Name == trait.Name && k.Json == trait.Json);
            if (byOthers) tables.Overlay(customer, trait.Name, trait.Json, entry.At, entry.Position, entry.Identity, entry.Source, trait.Once);
            tables.SetTrait(customer, trait.Name, trait.Json, entry.At, entry.Position, entry.Identity, entry.Source, trait.Once);
        }
        if (newcomer is not null) newcomer.HasTraits = true;
        else if (isNews) Renamed.Add(customer); // A name and the words to find it by cost more than all else; most calls say what was known.
    }

    /// <summary>Writes a customer who was first met in this batch.</summary>
    public void Settle(int customer)
    {
        if (Newcomers.Take(customer) is not { } newcomer) return;
        tables.AddCustomer(customer, CustomerName.Of(NoTraits, newcomer.Identities), book.IsKnown(customer), newcomer.FirstSeen, newcomer.LastSeen);
        if (newcomer.HasTraits) Renamed.Add(customer);
        else if (CustomerName.IsSearchedByText(NoTraits, newcomer.Identities))
            tables.SetSearchText(customer, CustomerName.SearchText(NoTraits, newcomer.Identities));
    }

    private static readonly Dictionary<string, string> NoTraits = [];

    public void Rename(int customer)
    {
        var traits = tables
            .Query("select name, value from customers_traits where customer_id = ?1", row => (row.Text(0), row.Text(1)), s => s.Bind(1, customer))
            .ToDictionary();
        var identities = tables.Query("select kind, value from customers_identities where customer_id = ?1 and kind <> 'anonymousId' order by id limit ?2",
            row => new Identity(row.Text(0), row.Text(1)), s => s.Bind(1, customer).Bind(2, IdentitiesSearched));
        tables.Run("update customers_customers set name = ?2, is_known = ?3 where id = ?1",
            s => s.Bind(1, customer).Bind(2, CustomerName.Of(traits, identities)).Bind(3, book.IsKnown(customer) ? 1 : 0));
        if (CustomerName.IsSearchedByText(traits, identities)) tables.SetSearchText(customer, CustomerName.SearchText(traits, identities));
    }
}
