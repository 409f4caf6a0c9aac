using Microsoft.Data.Sqlite;
using Throughline.Platform.Server;

namespace Throughline.Tests.Platform.Storage;

/// <summary>Both databases as the first start of a server leaves them: migrated once a run, and copied for each server of a test.</summary>
public static class MigratedFolder
{
    private static readonly Lazy<Task<IReadOnlyList<(string Name, byte[] Content)>>> Files = new(Make);

    /// <summary>Puts them into a folder in which no server has been.</summary>
    public static async Task CopyTo(string folder)
    {
        foreach (var (name, content) in await Files.Value) await File.WriteAllBytesAsync(Path.Combine(folder, name), content);
    }

    private static async Task<IReadOnlyList<(string, byte[])>> Make()
    {
        using var folder = new TestFolder();
        var data = folder.Open();
        var app = await ServerHost.Build(new ServerOptions(folder.Path, []), data, CancellationToken.None);
        await app.DisposeAsync();
        SqliteConnection.ClearAllPools();
        string[] databases = [data.Database, data.Journal];
        foreach (var database in databases) await MoveIntoOneFile(database);
        return [.. databases.Select(database => (Path.GetFileName(database), File.ReadAllBytes(database)))];
    }

    private static async Task MoveIntoOneFile(string database)
    {
        await using var connection = new SqliteConnection($"Data Source={database};Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "pragma wal_checkpoint(truncate)";
        await using (var told = await command.ExecuteReaderAsync()) Assert.True(told.Read() && told.GetInt64(0) == 0, "Somebody still reads the template.");
    }
}
