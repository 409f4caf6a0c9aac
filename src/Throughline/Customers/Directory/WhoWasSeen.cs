using Microsoft.Data.Sqlite;
using Throughline.Contracts;
using Throughline.JourneyEngine;
using Throughline.Platform.Storage;

namespace Throughline.Customers.Directory;

/// <summary>Who was seen in a time, or is known: as a set, to be met with others. Reads one index and no customer.</summary>
public sealed class WhoWasSeen(DataFolder folder) : IPart
{
    private const int RowsBetweenLooks = 50_000;

    public Task<CustomerSet> Find(CustomersInOrder.Whom whom, CancellationToken ct) => Task.Run(() => Read(whom, ct), ct);

    private CustomerSet Read(CustomersInOrder.Whom whom, CancellationToken ct)
    {
        using var connection = new SqliteConnection(SqliteSettings.ConnectionTo(folder.Database));
        connection.Open();
        var found = new CustomerSet();
        foreach (var known in whom.Known is { } wanted ? [wanted] : (bool[])[true, false])
        {
            using var rows = new Statement(connection, "select id from customers_customers where is_known = ?1 and last_seen >= ?2 and last_seen < ?3")
                .Bind(1, known ? 1 : 0).Bind(2, whom.Since?.ToMicroseconds() ?? long.MinValue).Bind(3, whom.Before?.ToMicroseconds() ?? long.MaxValue);
            for (var n = 1; rows.Step(); n++)
            {
                found.Add(rows.Int32(0));
                if (n % RowsBetweenLooks == 0) ct.ThrowIfCancellationRequested();
            }
        }
        return found;
    }
}
