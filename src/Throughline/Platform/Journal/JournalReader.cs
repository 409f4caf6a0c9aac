using Microsoft.Data.Sqlite;
using Throughline.Contracts;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Journal;

/// <summary>Reads what stands in the journal's file, each time on a connection of its own.</summary>
internal sealed class JournalReader(Func<SqliteConnection> open)
{
    public List<JournalEntry> Read(long after, int limit, long mostBytes)
    {
        using var connection = open();
        using var rows = new Statement(connection, $"""
            select {JournalRow.Columns} from journal_interactions as i
            where position > ?1 and not exists (select 1 from journal_superseded as s where s.position = i.position) order by position limit ?2
            """);
        rows.Bind(1, after).Bind(2, limit);
        var entries = new List<JournalEntry>(Math.Min(limit, 4096));
        for (long bytes = 0; bytes < mostBytes && rows.Step(); bytes += entries[^1].Body.Length) entries.Add(JournalRow.Read(rows));
        return entries;
    }

    public List<JournalEntry> ReadAt(IReadOnlyList<long> positions)
    {
        using var connection = open();
        using var row = new Statement(connection, $"select {JournalRow.Columns} from journal_interactions where position = ?1");
        var entries = new List<JournalEntry>(positions.Count);
        foreach (var position in positions)
        {
            if (row.Bind(1, position).Step()) entries.Add(JournalRow.Read(row));
            row.Reset();
        }
        return entries;
    }

    public Dictionary<long, long> Superseded(IReadOnlyList<long> positions)
    {
        using var connection = open();
        using var row = new Statement(connection, "select by from journal_superseded where position = ?1");
        var found = new Dictionary<long, long>();
        foreach (var position in positions)
        {
            if (row.Bind(1, position).Step()) found[position] = row.Int64(0);
            row.Reset();
        }
        return found;
    }

    public Dictionary<int, Identity> Identities(IReadOnlyCollection<int> numbers)
    {
        using var connection = open();
        using var row = new Statement(connection, "select kind, value from journal_identities where id = ?1");
        var found = new Dictionary<int, Identity>(numbers.Count);
        foreach (var number in numbers)
        {
            if (row.Bind(1, number).Step()) found[number] = new Identity(row.Text(0), row.Text(1));
            row.Reset();
        }
        return found;
    }

    /// <summary>Hashes of the message ids after a position, those of removed interactions too, in order.</summary>
    public IEnumerable<(long Position, ulong Fingerprint)> MessageIds(long after)
    {
        using var connection = open();
        using var rows = new Statement(connection, """
            select position, message_id, null from journal_interactions where position > ?1
            union all select position, null, fingerprint from journal_removed where position > ?1 order by 1
            """);
        for (rows.Bind(1, after); rows.Step();)
            yield return (rows.Int64(0), rows.IsNull(1) ? (ulong)rows.Int64(2) : Fingerprint.Of(rows.Text(1)));
    }
}
