using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Throughline.Platform.Storage;

/// <summary>Loads what a door looks up for every call before the server answers, and writes down what it counted each minute and at the end.</summary>
public abstract class HeldInMemory(IDbContextFactory<ThroughlineDb> databases, TimeProvider clock, ILogger log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    public sealed override async Task StartAsync(CancellationToken cancellationToken)
    {
        await using (var db = await databases.CreateDbContextAsync(cancellationToken)) await Load(db, cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public sealed override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TrySave(cancellationToken);
    }

    protected abstract Task Load(ThroughlineDb db, CancellationToken ct);

    protected abstract Task Save(ThroughlineDb db, CancellationToken ct);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await TrySave(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops; StopAsync saves once more.
        }
    }

    private async Task TrySave(CancellationToken ct)
    {
        try
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            await Save(db, ct);
        }
        catch (DbException e)
        {
            log.LogWarning(e, "Counts in memory could not be saved; retrying");
        }
    }
}
