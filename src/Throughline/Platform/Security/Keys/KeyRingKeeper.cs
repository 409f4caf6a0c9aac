using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Security.Keys;

/// <summary>Fills the key ring before the server answers, and writes the last use of keys each minute and at the end.</summary>
public sealed class KeyRingKeeper(KeyRing ring, IDbContextFactory<ThroughlineDb> databases, TimeProvider clock, ILogger<KeyRingKeeper> log) : BackgroundService
{
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await using (var db = await databases.CreateDbContextAsync(cancellationToken)) await ring.Load(db, cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Save(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await Save(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops; StopAsync saves once more.
        }
    }

    async Task Save(CancellationToken ct)
    {
        try
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            await ring.SaveLastUse(db, ct);
        }
        catch (DbException e)
        {
            log.LogWarning(e, "When keys were last used could not be saved");
        }
    }
}
