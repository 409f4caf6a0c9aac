using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Storage;

namespace Throughline.Data.Webhooks.Receiving;

/// <summary>Opens the webhook doors before the server answers, and writes down what came by them each minute and at the end.</summary>
public sealed class KeepDoorsOpen(OpenDoors doors, IDbContextFactory<ThroughlineDb> databases, TimeProvider clock, ILogger<KeepDoorsOpen> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await using (var db = await databases.CreateDbContextAsync(cancellationToken)) await doors.Load(db, cancellationToken);
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

    private async Task Save(CancellationToken ct)
    {
        try
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            await doors.SaveTallies(db, ct);
        }
        catch (DbException e)
        {
            log.LogWarning(e, "What came by the webhooks could not be written down");
        }
    }
}
