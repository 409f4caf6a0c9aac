using System.Text.Json;
using Throughline.Contracts;

namespace Throughline.Customers.Identities;

/// <summary>Erases a customer from the tables of the customers projection, inside its transaction.</summary>
internal static class ErasedFromTables
{
    private const int PagesMergedAtOnce = 500;

    private static readonly string[] OfAnIdentity =
    [
        "delete from customers_links where identity_id = ?1 or other_id = ?1",
        "delete from customers_overlaid where identity_id = ?1",
        "delete from customers_decisions where customer_id = ?1 or other_id = ?1",
    ];

    private static readonly string[] OfTheCustomer =
    [
        "delete from customers_identities where customer_id = ?1",
        "delete from customers_traits where customer_id = ?1",
        "delete from customers_aliases where customer_id = ?1 or id = ?1",
        "delete from customers_suggestions where customer_id = ?1 or other_id = ?1",
        "delete from customers_search where rowid = ?1",
        "delete from customers_customers where id = ?1",
    ];

    /// <summary>Returns the other customers of whom something was known by an address of this one: their name may change.</summary>
    public static IReadOnlyList<int> Erase(CustomerTables tables, WholeCustomer customer)
    {
        foreach (var number in customer.Identities.Keys.Append(customer.Id.Value).Distinct())
            foreach (var sql in OfAnIdentity) tables.Run(sql, s => s.Bind(1, number));
        foreach (var sql in OfTheCustomer) tables.Run(sql, s => s.Bind(1, customer.Id.Value));
        return StatedOfOthers(tables, customer);
    }

    // A browser may have stated this customer's address as another's, which the guards did not believe. A rebuild finds null in its place.
    private static List<int> StatedOfOthers(CustomerTables tables, WholeCustomer customer)
    {
        var others = new List<int>();
        foreach (var contact in customer.Identities.Values.Where(i => i.Kind is Identity.Email or Identity.Phone))
        {
            var found = tables.Query("select rowid from customers_search where customers_search match ?1", row => row.Int32(0),
                s => s.Bind(1, $"\"{contact.Value.Replace('"', ' ')}\""));
            foreach (var other in found)
            {
                foreach (var (name, json) in tables.Query(
                    "select name, value from customers_traits where customer_id = ?1", row => (row.Text(0), row.Text(1)), s => s.Bind(1, other)))
                    if (Names(json, contact))
                        tables.Run("update customers_traits set value = 'null' where customer_id = ?1 and name = ?2", s => s.Bind(1, other).Bind(2, name));
                foreach (var (identity, name, json) in tables.Query(
                    "select identity_id, name, value from customers_overlaid where identity_id in (select id from customers_identities where customer_id = ?1)",
                    row => (row.Int32(0), row.Text(1), row.Text(2)),
                    s => s.Bind(1, other)))
                    if (Names(json, contact))
                        tables.Run("update customers_overlaid set value = 'null' where identity_id = ?1 and name = ?2", s => s.Bind(1, identity).Bind(2, name));
            }
            others.AddRange(found);
        }
        return [.. others.Distinct()];
    }

    private static bool Names(string json, Identity contact) =>
        json.StartsWith('"') && new Identity(contact.Kind, JsonSerializer.Deserialize<string>(json)!).Normalised() == contact;

    /// <summary>A full-text index only marks a row as deleted; its words go when the parts of the index are merged. How many steps that takes.</summary>
    public static long StepsToCleanSearch(CustomerTables tables) =>
        2 + 2 * tables.Query("select count(*) from customers_search_data", row => row.Int64(0))[0] / PagesMergedAtOnce;

    /// <summary>One step; false when nothing is left to merge.</summary>
    public static bool CleanSearch(CustomerTables tables)
    {
        var before = Changes(tables);
        // Negative: merge everything into one part.
        tables.Run($"insert into customers_search (customers_search, rank) values ('merge', {-PagesMergedAtOnce})");
        return Changes(tables) - before >= 2;
    }

    private static long Changes(CustomerTables tables) => tables.Query("select total_changes()", row => row.Int64(0))[0];
}
