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

    public static void Erase(CustomerTables tables, WholeCustomer customer)
    {
        foreach (var number in customer.Identities.Keys.Append(customer.Id.Value).Distinct())
        {
            foreach (var sql in OfAnIdentity) tables.Run(sql, s => s.Bind(1, number));
            tables.Run("delete from customers_decisions where customer_id = ?1 or other_id = ?1", s => s.Bind(1, number));
        }
        foreach (var sql in OfTheCustomer) tables.Run(sql, s => s.Bind(1, customer.Id.Value));
    }

    /// <summary>Takes out customers with all that is theirs, so that it can be decided anew. What colleagues decided stays.</summary>
    public static void TakeOut(CustomerTables tables, IEnumerable<int> identities, IEnumerable<int> customers)
    {
        foreach (var number in identities) foreach (var sql in OfAnIdentity) tables.Run(sql, s => s.Bind(1, number));
        foreach (var number in customers) foreach (var sql in OfTheCustomer) tables.Run(sql, s => s.Bind(1, number));
    }

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
