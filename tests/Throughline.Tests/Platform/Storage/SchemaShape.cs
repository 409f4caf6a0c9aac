using Microsoft.Data.Sqlite;

namespace Throughline.Tests.Platform.Storage;

/// <summary>What a database promises, as one line a fact, whatever the names of its indexes and the order of its columns.</summary>
public static class SchemaShape
{
    public static IReadOnlyList<string> Tables(SqliteConnection db) =>
        [.. Read(db, "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by name", r => r.GetString(0))];

    public static IEnumerable<string> Of(SqliteConnection db, IEnumerable<string> tables) =>
        tables.SelectMany(table => Columns(db, table).Concat(Indexes(db, table)).Concat(ForeignKeys(db, table)));

    private static List<string> Columns(SqliteConnection db, string table) => Read(db,
        $"select name, upper(type), \"notnull\" or pk > 0, pk from pragma_table_xinfo('{table}')",
        r => $"{table}.{r.GetString(0)} {r.GetString(1)}{(r.GetBoolean(2) ? " not null" : "")}{(r.GetInt32(3) > 0 ? $" key {r.GetInt32(3)}" : "")}");

    private static List<string> Indexes(SqliteConnection db, string table) => Read(db, $"""
        select l."unique", (select group_concat(coalesce(name, '(expression)') || case "desc" when 1 then ' desc' else '' end, ', ' order by seqno)
                            from pragma_index_xinfo(l.name) where key = 1),
               (select case when l.partial then substr(sql, instr(lower(sql), ' where ')) else '' end from sqlite_schema where name = l.name)
        from pragma_index_list('{table}') l where l.origin <> 'pk'
        """,
        r => $"{table} {(r.GetBoolean(0) ? "unique " : "")}index ({r.GetString(1)})"
            + $"{(r.IsDBNull(2) ? "" : r.GetString(2).ToLowerInvariant().Replace("\"", ""))}");

    private static List<string> ForeignKeys(SqliteConnection db, string table) => Read(db, $"""
        select group_concat("from", ', ' order by seq), "table", group_concat("to", ', ' order by seq), on_delete
            from pragma_foreign_key_list('{table}') group by id
        """,
        r => $"{table} ({r.GetString(0)}) refers to {r.GetString(1)} ({r.GetString(2)}) on delete {r.GetString(3).ToLowerInvariant()}");

    private static List<string> Read(SqliteConnection db, string sql, Func<SqliteDataReader, string> line)
    {
        using var command = db.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        List<string> lines = [];
        while (reader.Read()) lines.Add(line(reader));
        return lines;
    }
}
