using Microsoft.Data.Sqlite;
using Throughline.Contracts;

namespace Throughline.Platform.Storage.Migrations;

/// <summary>Applies each migration once, in order, in a transaction of its own together with the row that remembers it. A crash leaves the
/// schema before or after a file, never between.</summary>
public sealed class MigrationRunner(TimeProvider clock, ILogger<MigrationRunner> log)
{
    /// <summary>Brings an open database to <paramref name="migrations"/>; returns the ids applied now.</summary>
    /// <exception cref="MigrationException">An applied file has changed since, the database comes from a newer version, or a file fails.</exception>
    public async Task<IReadOnlyList<string>> Run(SqliteConnection database, IReadOnlyList<Migration> migrations, CancellationToken ct)
    {
        await Execute(database, null, """
            create table if not exists platform_migrations (
              id text not null primary key,
              checksum text not null,
              applied_at integer not null
            ) strict
            """, ct);
        var applied = await Applied(database, ct);
        Check(migrations, applied);

        List<string> now = [];
        foreach (var migration in migrations.Where(m => !applied.ContainsKey(m.Id)))
        {
            await Apply(database, migration, ct);
            log.LogInformation("Applied migration {Migration}", migration.Id);
            now.Add(migration.Id);
        }
        return now;
    }

    private static void Check(IReadOnlyList<Migration> migrations, Dictionary<string, string> applied)
    {
        foreach (var migration in migrations)
        {
            if (applied.TryGetValue(migration.Id, out var checksum) && checksum != migration.Checksum)
                throw new MigrationException(
                    $"The migration {migration.Id} was applied with another content. Put the file back as it was, and make the change in a new file.");
        }
        if (applied.Keys.Except(migrations.Select(m => m.Id)).Order(StringComparer.Ordinal).FirstOrDefault() is { } unknown)
            throw new MigrationException($"The database has the migration {unknown}, which this version does not know. Run the newer version that wrote it.");
    }

    private async Task Apply(SqliteConnection database, Migration migration, CancellationToken ct)
    {
        await using var transaction = database.BeginTransaction(deferred: false);
        try
        {
            await Execute(database, transaction, migration.Sql, ct);
            await using var remember = database.CreateCommand();
            remember.Transaction = transaction;
            remember.CommandText = "insert into platform_migrations (id, checksum, applied_at) values ($id, $checksum, $at)";
            remember.Parameters.AddWithValue("$id", migration.Id);
            remember.Parameters.AddWithValue("$checksum", migration.Checksum);
            remember.Parameters.AddWithValue("$at", clock.GetUtcNow().ToMicroseconds());
            await remember.ExecuteNonQueryAsync(ct);
            await transaction.CommitAsync(ct);
        }
        catch (SqliteException e)
        {
            throw new MigrationException($"The migration {migration.Id} failed and changed nothing: {e.Message}", e);
        }
    }

    private static async Task<Dictionary<string, string>> Applied(SqliteConnection database, CancellationToken ct)
    {
        await using var command = database.CreateCommand();
        command.CommandText = "select id, checksum from platform_migrations";
        await using var reader = await command.ExecuteReaderAsync(ct);
        Dictionary<string, string> applied = [];
        while (await reader.ReadAsync(ct)) applied.Add(reader.GetString(0), reader.GetString(1));
        return applied;
    }

    private static async Task Execute(SqliteConnection database, SqliteTransaction? transaction, string sql, CancellationToken ct)
    {
        await using var command = database.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(ct);
    }
}
