using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Throughline.Platform.Storage;

/// <summary>Gives each SQLite connection the same promises: a commit is on disk (<c>synchronous=full</c>), readers never wait (WAL), keys
/// between tables hold, what is deleted is overwritten.</summary>
public sealed class SqliteSettings : DbConnectionInterceptor
{
    private const string Pragmas =
        "pragma busy_timeout=30000; pragma journal_mode=wal; pragma synchronous=full; pragma foreign_keys=on; pragma secure_delete=on;";

    /// <summary>The connection string of a database file, pooled.</summary>
    public static string ConnectionTo(string file) =>
        new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = true, DefaultTimeout = 30, Pooling = true }.ToString();

    /// <summary>Opens a database file outside EF Core with the same settings. The caller disposes the connection.</summary>
    public static async Task<SqliteConnection> Open(string file, CancellationToken ct)
    {
        var connection = new SqliteConnection(ConnectionTo(file));
        try
        {
            await connection.OpenAsync(ct);
            await Apply(connection, ct);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default) =>
        Apply(connection, cancellationToken);

    private static async Task Apply(DbConnection connection, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        await command.ExecuteNonQueryAsync(ct);
    }
}
