using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Throughline.Contracts;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Journal.Removing;

/// <summary>
/// Finds the interactions whose time is over. The first that stated two identities to be one person stays as a bare statement of
/// that, without what happened: else who is who would change with the next rebuild.
/// </summary>
internal sealed class ExpiryScan(IReadOnlyDictionary<string, long> oldestKept)
{
    private const string Everything = "*";
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
            if (!IsOver(rows)) continue;
            if (statesNews) Bare.Add(JournalRow.Read(rows) with { Kind = InteractionKind.Identify, Event = "", Body = "{}"u8.ToArray() });
            else Over.Add(rows.Int64(0));
        }
    }

    // What a customer is (identify, group, alias) is no behaviour, and goes when the customer is erased.
    private bool IsOver(Statement row) =>
        (InteractionKind)row.Int32(2) is InteractionKind.Track or InteractionKind.Page or InteractionKind.Screen
        && (oldestKept.TryGetValue(row.Text(3), out var kept) || oldestKept.TryGetValue(Everything, out kept)) && row.Int64(11) < kept;

    private bool StatesNews(Statement row)
    {
        var (identity, isNews) = (row.Int32(4), false);
        foreach (var other in MemoryMarshal.Cast<byte, int>(row.Blob(5))) isNews |= _stated.Add((identity, other));
        return isNews;
    }
}
