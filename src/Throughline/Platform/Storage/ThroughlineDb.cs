using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Colleagues;

namespace Throughline.Platform.Storage;

/// <summary>The operational state of all rooms. A room maps its entities beside them and adds its sets as extension properties.</summary>
public sealed class ThroughlineDb(DbContextOptions<ThroughlineDb> options) : IdentityDbContext<User, Role, Guid>(options)
{
    /// <summary>Saves what changed; <c>false</c> when a unique index refused it, so that two racing requests end in an outcome and not in an error.</summary>
    public async Task<bool> TrySave(CancellationToken ct)
    {
        try
        {
            await SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateException e) when (StorageSetup.IsUniqueViolation(e))
        {
            return false;
        }
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Conventions.Add(_ => new SnakeCaseNames());
        StorageSetup.ConfigureInstants(configurationBuilder, Database);
        configurationBuilder.Properties<Identity>().HaveConversion<IdentityColumn>();
        foreach (var id in IdTypes) configurationBuilder.Properties(id).HaveConversion(typeof(IdColumn<>).MakeGenericType(id));
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(ThroughlineDb).Assembly);
    }

    private static readonly Type[] IdTypes =
    [
        .. typeof(ThroughlineDb).Assembly.GetTypes().Where(type => type.IsValueType && type.GetInterfaces()
            .Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IId<>))),
    ];
}
