using Microsoft.Data.Sqlite;
using Throughline.Platform.Journal.Indexing;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Journal;

/// <summary>Reads the whole journal and compares every row with its checksum.</summary>
internal static class JournalCheck
{
    private const int MostFindings = 20;

    public static IReadOnlyList<string> Run(Func<SqliteConnection> open, PairIndex messageIds, CancellationToken ct)
    {
        var findings = new List<string>();
        try
        {
            using var connection = open();
            CheckPages(connection, findings);
            CheckRows(connection, findings, ct);
        }
        catch (SqliteException e)
        {
            findings.Add($"journal: the file cannot be read: {e.Message}");
        }
        findings.AddRange(messageIds.Damaged().Select(file => $"journal index: {file} is damaged; delete the folder journal-index and start again to rebuild it"));
        return findings;
    }

    private static void CheckPages(SqliteConnection connection, List<string> findings)
    {
        using var rows = new Statement(connection, $"pragma integrity_check({MostFindings})");
        while (rows.Step()) if (rows.Text(0) is not "ok" and var finding) findings.Add($"journal: {finding}");
    }

    private static void CheckRows(SqliteConnection connection, List<string> findings, CancellationToken ct)
    {
        using var rows = new Statement(connection, $"select {JournalRow.Columns} from journal_interactions order by position");
        while (rows.Step())
        {
            ct.ThrowIfCancellationRequested();
            var entry = JournalRow.Read(rows);
            if (JournalRow.Checksum(entry) == rows.Int64(13)) continue;
            findings.Add($"journal: interaction {entry.Position} is not as it was written");
            if (findings.Count >= MostFindings) return;
        }
    }
}
