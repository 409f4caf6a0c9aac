using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Throughline.Contracts;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Journal.Removing;

/// <summary>
/// Finds the interactions whose time is over. The first that stated two identities to be one person stays as a bare statement of
/// that, without what happened: else who is who would change with the next rebuild.
/// </summary>
internal sealed class ExpiryScan(Expired expired)
{
    private readonly HashSet<(int, int)> _stated = [];

    public List<long> Over { get; } = [];
    public List<JournalEntry> Bare { get; } = [];

    public void Read(SqliteConnection connection, CancellationToken ct)
    {
        using var rows = new Statement(connection, $"select {JournalRow.Columns} from journal_interactions order by position");
        while (rows.Step())
        {
            ct.ThrowIfCancellationRequested();
            var statesNews = !rows.IsNull(5) && StatesNews(rows);
            if (!IsOver(rows.Int32(2), rows.Text(3), rows.Int64(11))) continue;
            if (statesNews) Bare.Add(JournalRow.Read(rows) with { Kind = InteractionKind.Identify, Event = "", Body = "{}"u8.ToArray() });
            else Over.Add(rows.Int64(0));
        }
    }

    /// <summary>Only looks, and keeps nothing of what it finds but how much, whose and when.</summary>
    public WouldGo Count(SqliteConnection connection, CancellationToken ct)
    {
        using var rows = new Statement(connection, "select position, kind, event, identity, at from journal_interactions");
        var (count, identities, first, last) = (0, new HashSet<int>(), long.MaxValue, long.MinValue);
        while (rows.Step())
        {
            ct.ThrowIfCancellationRequested();
            if (!IsOver(rows.Int32(1), rows.Text(2), rows.Int64(4))) continue;
            identities.Add(rows.Int32(3));
            (count, first, last) = (count + 1, Math.Min(first, rows.Int64(4)), Math.Max(last, rows.Int64(4)));
        }
        return new WouldGo(count, identities, first, last);
    }

    // What a customer is (identify, group, alias) is no behaviour, and goes when the customer is erased.
    private bool IsOver(int kind, string name, long at) =>
        (InteractionKind)kind is InteractionKind.Track or InteractionKind.Page or InteractionKind.Screen && expired.Is(name, at);

    private bool StatesNews(Statement row)
    {
        var (identity, isNews) = (row.Int32(4), false);
        foreach (var other in MemoryMarshal.Cast<byte, int>(row.Blob(5))) isNews |= _stated.Add((identity, other));
        return isNews;
    }
}
