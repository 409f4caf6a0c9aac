using Microsoft.Data.Sqlite;
using Throughline.Contracts;
using Throughline.Platform.Journal.Indexing;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Journal;

/// <summary>Reads the whole journal and compares every row with its checksum.</summary>
internal static class JournalCheck
{
    private const int MostFindings = 20;

    public static IReadOnlyList<string> Run(Func<SqliteConnection> open, IReadOnlyList<PairIndex> indexes, CancellationToken ct)
    {
        var findings = new List<string>();
        try
        {
            using var connection = open();
            CheckPages(connection, findings);
            CheckRows(connection, findings, ct);
            CheckIdentities(connection, findings, ct);
        }
        catch (SqliteException e)
        {
            findings.Add($"journal: the file cannot be read: {e.Message}");
        }
        findings.AddRange(indexes
            .SelectMany(index => index.Damaged())
            .Select(file => $"journal index: {file} is damaged; delete the folder journal-index and start again to rebuild it"));
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
        using var removed = new Statement(connection, "select position from journal_removed order by position");
        long expected = 1, gone = Next();
        for (; rows.Step(); expected++)
        {
            ct.ThrowIfCancellationRequested();
            var entry = JournalRow.Read(rows);
            while (expected < entry.Position)
            {
                var known = Math.Min(gone, entry.Position);
                if (expected < known) findings.Add($"journal: interactions {expected} to {known - 1} are missing");
                (expected, gone) = gone < entry.Position ? (gone + 1, Next()) : (known, gone);
            }
            if (JournalRow.Checksum(entry) != rows.Int64(13)) findings.Add($"journal: interaction {entry.Position} is not as it was written");
            if (findings.Count >= MostFindings) return;
        }

        long Next() => removed.Step() ? removed.Int64(0) : long.MaxValue;
    }

    private static void CheckIdentities(SqliteConnection connection, List<string> findings, CancellationToken ct)
    {
        using var rows = new Statement(connection, "select id, kind, value, hash from journal_identities order by id");
        while (rows.Step() && findings.Count < MostFindings)
        {
            ct.ThrowIfCancellationRequested();
            if (IdentityNumbers.HashOf(new Identity(rows.Text(1), rows.Text(2))) != (ulong)rows.Int64(3))
                findings.Add($"journal: identity {rows.Int64(0)} is not as it was written");
        }
    }
}
