using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Throughline.Platform.Storage;

namespace Throughline.Tests.Platform.Storage;

/// <summary>A migrated operational database in a real file.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly TestFolder folder = new();
    private readonly ServiceProvider services;

    private TestDatabase(Action<IServiceCollection>? more)
    {
        var collection = new ServiceCollection();
        collection.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
        collection.AddStorage(folder.Open());
        more?.Invoke(collection);
        services = collection.BuildServiceProvider();
    }

    public IServiceProvider Services => services;

    public DataFolder Folder => services.GetRequiredService<DataFolder>();

    public ThroughlineDb Context() => services.GetRequiredService<IDbContextFactory<ThroughlineDb>>().CreateDbContext();

    public static async Task<TestDatabase> Create(CancellationToken ct, Action<IServiceCollection>? more = null)
    {
        var database = new TestDatabase(more);
        await database.services.MigrateStorage(ct);
        return database;
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        folder.Dispose();
    }
}
