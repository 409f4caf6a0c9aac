using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Security.Roles;

/// <summary>Puts what the company changed about roles into force before the server answers.</summary>
public sealed class LoadRolePermissions(PermissionTable permissions, IDbContextFactory<ThroughlineDb> databases) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await permissions.Load(db, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
