using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Storage;

namespace Throughline.Tests.Platform.Security;

/// <summary>An audit log that takes nothing, and what stands in the databases meanwhile.</summary>
internal static partial class RefusingRecord
{
    public const string Words = "The record is full.";

    public static Task<int> Refuse(ThroughlineDb db, CancellationToken ct) => db.Database.ExecuteSqlRawAsync(
        $"create trigger refuses before insert on security_audit begin select raise(abort, '{Words}'); end", ct);

    public static Task<int> Relent(ThroughlineDb db, CancellationToken ct) => db.Database.ExecuteSqlRawAsync("drop trigger refuses", ct);

    public static bool Said(Exception e) => e.Message.Contains(Words, StringComparison.Ordinal) || e.InnerException is { } inner && Said(inner);

    /// <summary>Every row of every table of both databases.</summary>
    public static IReadOnlyList<string> Rows(DataFolder folder) => 
        [.. new[] { folder.Database, folder.Journal }.Where(File.Exists).SelectMany(RowsOf).Order(StringComparer.Ordinal)];

    /// <summary>All that is ever put on record, as the product's source names it.</summary>
    public static IReadOnlySet<string> Actions() =>
        Directory.EnumerateFiles(Path.Combine(SourceFile.Root, "Throughline"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Statement().Matches(File.ReadAllText(file)))
            .SelectMany(statement => Action().Matches(statement.Value))
            .Select(action => action.Groups[1].Value)
            .ToHashSet();

    private static IEnumerable<string> RowsOf(string database)
    {
        using var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=false");
        connection.Open();
        var tables = Read(connection, "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and sql not like 'create virtual%'");
        return [.. tables.SelectMany(table => Read(connection, $"select '{table}', * from \"{table}\""))];
    }

    private static List<string> Read(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Names of our own tables.
        command.CommandText = sql;
#pragma warning restore CA2100
        using var rows = command.ExecuteReader();
        var found = new List<string>();
        while (rows.Read()) found.Add(string.Join(' ', Enumerable.Range(0, rows.FieldCount).Select(i => Text(rows.GetValue(i)))));
        return found;
    }

    private static string? Text(object value) => value is byte[] bytes ? Convert.ToHexString(bytes) : value.ToString();

    [GeneratedRegex(@"(\.Audit\(|AuditEntry\.Of\(|OnRecord\().*?;", RegexOptions.Singleline)]
    private static partial Regex Statement();

    [GeneratedRegex(@"""([a-z-]+\.[a-z-]+)""")]
    private static partial Regex Action();
}
