using Microsoft.Data.Sqlite;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Journal;

/// <summary>One thing that was set aside. Times are microseconds since 1970, UTC.</summary>
public sealed record SetAsideItem(
    long Id, string Door, string Source, string Code, string Message, byte[] Body, long? SentAt, long FirstAt, long LastAt, int Times);

/// <summary>How many were set aside for one reason.</summary>
public sealed record SetAsideReason(string Code, int Items, long LastAt);

/// <summary>What arrived and could not be understood; stored in the same commit as the rest of its batch.</summary>
public sealed class SetAsideList(Func<SqliteConnection> open)
{
    public long Count()
    {
        using var connection = open();
        return connection.Scalar("select count(*) from journal_set_aside");
    }

    public IReadOnlyList<SetAsideReason> Reasons()
    {
        using var connection = open();
        using var rows = new Statement(connection, "select code, count(*), max(last_at) from journal_set_aside group by code order by 2 desc");
        var reasons = new List<SetAsideReason>();
        while (rows.Step()) reasons.Add(new SetAsideReason(rows.Text(0), rows.Int32(1), rows.Int64(2)));
        return reasons;
    }

    /// <summary>Newest first, below an id.</summary>
    public IReadOnlyList<SetAsideItem> List(long before, int limit, string? code = null)
    {
        using var connection = open();
        using var rows = new Statement(connection, """
            select id, door, source, code, message, body, sent_at, first_at, last_at, times from journal_set_aside
            where id < ?1 and (?2 is null or code = ?2) order by id desc limit ?3
            """);
        rows.Bind(1, before).Bind(2, code).Bind(3, limit);
        var items = new List<SetAsideItem>();
        while (rows.Step()) items.Add(Read(rows));
        return items;
    }

    private static SetAsideItem Read(Statement row) => new(
        row.Int64(0), row.Text(1), row.Text(2), row.Text(3), row.Text(4), row.Blob(5).ToArray(), row.NullableInt64(6), row.Int64(7), row.Int64(8),
        row.Int32(9));

    /// <summary>Of one source, such as <c>import:ID</c>, oldest first, above an id.</summary>
    public IReadOnlyList<SetAsideItem> OfSource(string source, long after, int limit)
    {
        using var connection = open();
        using var rows = new Statement(connection, """
            select id, door, source, code, message, body, sent_at, first_at, last_at, times from journal_set_aside
            where id > ?1 and source = ?2 order by id limit ?3
            """);
        rows.Bind(1, after).Bind(2, source).Bind(3, limit);
        var items = new List<SetAsideItem>();
        while (rows.Step()) items.Add(Read(rows));
        return items;
    }

    /// <summary>The ids of what was set aside for one reason, oldest first, above one id and up to another.</summary>
    public IReadOnlyList<long> OldestAfter(long after, long upTo, int limit, string code)
    {
        using var connection = open();
        using var rows = new Statement(connection, "select id from journal_set_aside where id > ?1 and id <= ?2 and code = ?3 order by id limit ?4");
        rows.Bind(1, after).Bind(2, upTo).Bind(3, code).Bind(4, limit);
        var ids = new List<long>();
        while (rows.Step()) ids.Add(rows.Int64(0));
        return ids;
    }

    public void Remove(IReadOnlyCollection<long> ids)
    {
        using var connection = open();
        connection.Run("begin immediate");
        using (var delete = new Statement(connection, "delete from journal_set_aside where id = ?1"))
            foreach (var id in ids) delete.Bind(1, id).Run();
        connection.Run("commit");
    }
}
