using Microsoft.Data.Sqlite;

namespace Throughline.Platform.Storage;

/// <summary>Reads the operational database whole, for <c>verify</c>: its pages and indexes, and whether what points to a row finds it.</summary>
public static class DatabaseCheck
{
    private const int MostFindings = 20;

    public static async Task<IReadOnlyList<string>> Run(DataFolder folder, CancellationToken ct)
    {
        var findings = new List<string>();
        try
        {
            await using var connection = await SqliteSettings.Open(folder.Database, ct);
            using (var pages = new Statement(connection, $"pragma integrity_check({MostFindings})"))
                while (pages.Step()) if (pages.Text(0) is not "ok" and var finding) findings.Add($"throughline.db: {finding}");
            using var keys = new Statement(connection, "select \"table\", coalesce(rowid, 0), parent from pragma_foreign_key_check limit 20");
            while (keys.Step()) findings.Add($"throughline.db: row {keys.Int64(1)} of {keys.Text(0)} points to a row of {keys.Text(2)} that is not there");
        }
        catch (SqliteException e)
        {
            findings.Add($"throughline.db: the file cannot be read: {e.Message}");
        }
        return findings;
    }
}
