using Microsoft.Data.Sqlite;

namespace Throughline.Platform.Storage;

/// <summary>Sees to it that no byte of what was deleted from the operational database stands in its files any more.</summary>
public sealed class DatabaseFiles(DataFolder folder)
{
    private const long VacuumedAtOnce = 64 << 20;
    private const int MostTries = 100;

    /// <exception cref="IOException">Somebody reads for too long; try again.</exception>
    public async Task Clean(CancellationToken ct)
    {
        await using var connection = await SqliteSettings.Open(folder.Database, ct);
        // Deleted bytes are overwritten when they are deleted; a small file is also written anew, because SQLite may have moved a row before.
        if (connection.Scalar("pragma page_count") * connection.Scalar("pragma page_size") <= VacuumedAtOnce)
            connection.Run("pragma temp_store=memory; vacuum");
        connection.Run("pragma busy_timeout=50");
        for (var tries = 0; !LogIsEmptied(connection); tries++)
        {
            if (tries == MostTries) throw new IOException("The database has been read for too long; deleted data is still in its files.");
            await Task.Delay(100, ct);
        }
    }

    private static bool LogIsEmptied(SqliteConnection connection) => connection.Scalar("pragma wal_checkpoint(truncate)") == 0;
}
