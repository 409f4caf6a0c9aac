using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Throughline.Platform.Storage.Migrations;

namespace Throughline.Platform.Storage;

/// <summary>Opens the operational database: where it lies, how instants are kept in it, and how a refusal by a unique index is known.</summary>
public static class StorageSetup
{
    private const int SqliteUniqueIndex = 2067, SqlitePrimaryKey = 1555;

    /// <summary>Adds <see cref="ThroughlineDb"/> (scoped), a factory for work outside requests, and the migration runner.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, DataFolder folder)
    {
        services.AddSingleton(folder);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<MigrationRunner>();
        services.Configure<IdentityOptions>(options => options.Stores.SchemaVersion = IdentitySchemaVersions.Version3);   // maps passkeys
        return services.AddDbContextFactory<ThroughlineDb>(options => options
            .UseSqlite(SqliteSettings.ConnectionTo(folder.Database))
            .AddInterceptors(new SqliteSettings()));
    }

    /// <summary>Brings the operational database to this version. Call it under the data-folder lock, before anything reads.</summary>
    public static async Task MigrateStorage(this IServiceProvider services, CancellationToken ct)
    {
        await using var connection = await SqliteSettings.Open(services.GetRequiredService<DataFolder>().Database, ct);
        await services.GetRequiredService<MigrationRunner>().Run(connection, Migration.Embedded("sqlite"), ct);
    }

    internal static void ConfigureInstants(ModelConfigurationBuilder conventions, DatabaseFacade database)
    {
        if (database.IsSqlite()) conventions.Properties<DateTimeOffset>().HaveConversion<UtcMicroseconds>();
        else conventions.Properties<DateTimeOffset>().HaveColumnType("timestamptz");
    }

    internal static bool IsUniqueViolation(DbUpdateException e) =>
        e.InnerException is SqliteException { SqliteExtendedErrorCode: SqliteUniqueIndex or SqlitePrimaryKey };
}
