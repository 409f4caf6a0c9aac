using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Live;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Outbox;

/// <summary>
/// What is on its way to one who listens. Of each subject only the oldest fact is tried, so that none overtakes one that fails; other
/// subjects go on, and so do the lines of others.
/// </summary>
internal sealed class DeliveryLine(
    string handler, Func<Delivery, CancellationToken, Task> handOn, IDbContextFactory<ThroughlineDb> databases, LiveTopics live,
    TimeProvider clock, ILogger log) : IDisposable
{
    private const int AtOnce = 100, LongestPause = 3600;

    private readonly SemaphoreSlim _oneAtATime = new(1);

    public string Handler => handler;

    /// <summary>Tries what is due now; returns how many were taken.</summary>
    public async Task<int> DeliverDue(CancellationToken ct)
    {
        await _oneAtATime.WaitAsync(ct);
        try
        {
            var taken = 0;
            foreach (var delivery in await Due(ct)) taken += await Try(delivery, ct) ? 1 : 0;
            return taken;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>Does something while nothing of this line is on its way.</summary>
    public async Task Hold(Func<Task> act, CancellationToken ct)
    {
        await _oneAtATime.WaitAsync(ct);
        try { await act(); }
        finally { _oneAtATime.Release(); }
    }

    public void Dispose() => _oneAtATime.Dispose();

    private async Task<List<Delivery>> Due(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var (deliveries, now) = (db.Deliveries, clock.GetUtcNow());
        return await deliveries.AsNoTracking()
            .Where(d => d.Handler == handler && d.DueAt <= now && !deliveries.Any(e => e.Handler == d.Handler && e.Subject == d.Subject && e.Id < d.Id))
            .OrderBy(d => d.Id).Take(AtOnce).ToListAsync(ct);
    }

    private async Task<bool> Try(Delivery delivery, CancellationToken ct)
    {
        try
        {
            await handOn(delivery, ct);
            if (delivery.Attempts > 0) live.Publish(ShowDeliveries.Topic);
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            log.LogWarning(e, "Fact {Fact} could not be delivered to {Handler} (attempt {Attempt}).", delivery.FactId, handler, delivery.Attempts + 1);
            await Note(delivery, e.Message, ct);
            return false;
        }
    }

    private async Task Note(Delivery delivery, string error, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var deliveries = db.Deliveries;
        var (attempts, due) = (delivery.Attempts + 1, clock.GetUtcNow().AddSeconds(Math.Min(LongestPause, Math.Pow(2, delivery.Attempts + 1))));
        await deliveries.Where(d => d.Id == delivery.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.Attempts, attempts).SetProperty(d => d.DueAt, due).SetProperty(d => d.LastError, error), ct);
        live.Publish(ShowDeliveries.Topic);
    }
}
