using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Security.Users;

/// <summary>Knows again, before the server answers, which sessions were signed out before.</summary>
public sealed class LoadEndedSessions(OpenSessions sessions, IDbContextFactory<ThroughlineDb> databases) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await sessions.Load(db, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
