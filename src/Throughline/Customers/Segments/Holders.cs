using System.Text.Json;
using Microsoft.Data.Sqlite;
using Throughline.JourneyEngine;
using Throughline.Platform.Storage;

namespace Throughline.Customers.Segments;

/// <summary>Reads from the tables who has a trait or an identity: in one pass over an index, in which a value is judged once however many have it.</summary>
internal sealed class Holders(DataFolder folder)
{
    private const int RowsBetweenLooks = 50_000;

    public CustomerSet Everybody(CancellationToken ct)
    {
        using var connection = Open();
        using var rows = new Statement(connection, "select id from customers_customers");
        var all = new CustomerSet();
        for (var n = 1; rows.Step(); n++)
        {
            all.Add(rows.Int32(0));
            if (n % RowsBetweenLooks == 0) ct.ThrowIfCancellationRequested();
        }
        return all;
    }

    public CustomerSet OfTrait(string name, Comparison comparison, IReadOnlyList<string> values, CancellationToken ct)
    {
        var test = new ValueTest(comparison, values);
        using var connection = Open();
        using var rows = new Statement(connection, "select value, customer_id from customers_traits where name = ?1 order by value").Bind(1, name);
        return Judge(rows, json => test.Holds(JsonElement.Parse(json)), ct);
    }

    public CustomerSet OfIdentity(string kind, Comparison comparison, IReadOnlyList<string> values, CancellationToken ct)
    {
        using var connection = Open();
        if (comparison == Comparison.Exists)
        {
            using var having = new Statement(connection, "select kind, customer_id from customers_identities where kind = ?1").Bind(1, kind);
            return Judge(having, _ => true, ct);
        }
        using var rows = new Statement(connection, "select value, customer_id from customers_identities where kind = ?1").Bind(1, kind);
        // Two phone numbers of one size are still two.
        return Judge(rows, comparison == Comparison.Contains ? new ValueTest(comparison, values).Holds : values.Contains, ct);
    }

    /// <summary>Names of traits and how many customers have each, the most frequent first.</summary>
    public IReadOnlyList<(string Name, int Customers)> TraitNames(int most) =>
        Names("select name, count(*) from customers_traits group by name order by 2 desc limit ?1", most);

    /// <summary>Kinds of identities and how many there are of each.</summary>
    public IReadOnlyList<(string Name, int Customers)> Kinds(int most) =>
        Names("select kind, count(*) from customers_identities group by kind order by 2 desc limit ?1", most);

    private static CustomerSet Judge(Statement rows, Func<string, bool> holds, CancellationToken ct)
    {
        var found = new CustomerSet();
        byte[] last = [];
        var (length, held) = (-1, false);
        for (var n = 1; rows.Step(); n++)
        {
            var value = rows.Blob(0);
            if (length != value.Length || !value.SequenceEqual(last.AsSpan(0, length)))
            {
                if (last.Length < value.Length) last = new byte[value.Length * 2];
                value.CopyTo(last);
                length = value.Length;
                held = holds(System.Text.Encoding.UTF8.GetString(value));
            }
            if (held) found.Add(rows.Int32(1));
            if (n % RowsBetweenLooks == 0) ct.ThrowIfCancellationRequested();
        }
        return found;
    }

    private List<(string, int)> Names(string sql, int most)
    {
        using var connection = Open();
        using var rows = new Statement(connection, sql).Bind(1, most);
        var names = new List<(string, int)>();
        while (rows.Step()) names.Add((rows.Text(0), rows.Int32(1)));
        return names;
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(SqliteSettings.ConnectionTo(folder.Database));
        connection.Open();
        return connection;
    }
}
