using System.Globalization;
using Microsoft.Data.Sqlite;
using Throughline.Contracts;
using Throughline.JourneyEngine;
using Throughline.Platform.Storage;
using Throughline.Platform.Ui;

namespace Throughline.Customers.Segments;

/// <summary>Lists of customers that somebody kept, such as those behind a number of an answer. Segments refer to them by name.</summary>
[OneForAll]
public sealed class CustomerLists(DataFolder folder, TimeProvider clock) : IPart
{
    public const int LongestName = 80;

    /// <summary>Keeps a list under a name made of the title and the moment, in the transaction of this connection; returns the name.</summary>
    public string Keep(SqliteConnection connection, string title, CustomerSet customers)
    {
        var name =
            $"{KeyOfName.Of(title, LongestName - 16).NullIfEmpty("customers")}-{clock.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}";
        using var insert = new Statement(connection, "insert or ignore into customers_lists (list, identity) values (?1, ?2)");
        foreach (var customer in customers.Customers()) insert.Bind(1, name).Bind(2, customer).Run();
        return name;
    }

    /// <summary>Whoever the people on a list are now.</summary>
    public CustomerSet Customers(string name, CancellationToken ct)
    {
        using var connection = Open();
        using var rows = new Statement(connection,
            "select i.customer_id from customers_lists l join customers_identities i on i.id = l.identity where l.list = ?1").Bind(1, name);
        var customers = new CustomerSet();
        for (var n = 1; rows.Step(); n++)
        {
            customers.Add(rows.Int32(0));
            if (n % 50_000 == 0) ct.ThrowIfCancellationRequested();
        }
        return customers;
    }

    public bool Exists(string name)
    {
        using var connection = Open();
        using var row = new Statement(connection, "select 1 from customers_lists where list = ?1 limit 1").Bind(1, name);
        return row.Step();
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(SqliteSettings.ConnectionTo(folder.Database));
        connection.Open();
        return connection;
    }
}
