using Microsoft.Data.Sqlite;
using Throughline.Platform.Storage;

namespace Throughline.Tests.Platform.Storage;

/// <summary>A data folder of its own for one test, removed afterwards.</summary>
public sealed class TestFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("throughline-").FullName;

    public DataFolder Open() => DataFolder.Open(Path);

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(Path, recursive: true);
    }
}
