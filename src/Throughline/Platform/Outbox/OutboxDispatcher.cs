using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Journal;
using Throughline.Platform.Live;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Outbox;

/// <summary>Hands facts on to everybody who listens, the journal among them: at least once, each in a line of its own.</summary>
public sealed class OutboxDispatcher : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(2);

    private readonly IDbContextFactory<ThroughlineDb> _databases;
    private readonly Listeners _listeners;
    private readonly SavedSignal<OutboxRow> _facts;
    private readonly TimeProvider _clock;
    private readonly ILogger<OutboxDispatcher> _log;
    private readonly SpreadFacts _spread;
    private readonly Lazy<List<DeliveryLine>> _lines;

    public OutboxDispatcher(
        IDbContextFactory<ThroughlineDb> databases, IServiceScopeFactory scopes, IJournal journal, Listeners listeners,
        SavedSignal<OutboxRow> facts, LiveTopics live, TimeProvider clock,
        ILogger<OutboxDispatcher> log)
    {
        (_databases, _listeners, _facts, _clock, _log) = (databases, listeners, facts, clock, log);
        _spread = new SpreadFacts(databases, listeners);
        var handOn = new HandOn(databases, scopes, journal, facts, clock);
        _lines = new(() => [.. listeners.All.Select(name => new DeliveryLine(
            name, name == Listeners.Journal ? handOn.ToJournal : handOn.ToHandler, databases, live, clock, log))]);
    }

    private DeliveryLine Journal => _lines.Value[0];

    /// <summary>Hands on what is due now; returns how many were taken.</summary>
    public async Task<int> DispatchDue(CancellationToken ct)
    {
        await _spread.All(ct);
        return (await Task.WhenAll(_lines.Value.Select(line => line.DeliverDue(ct)))).Sum();
    }

    /// <summary>What was told is in the journal after this, whatever other listeners do, unless the journal fails.</summary>
    public async Task ToJournal(CancellationToken ct)
    {
        await _spread.All(ct);
        await Journal.DeliverDue(ct);
    }

    /// <summary>Does something while nothing is on its way into the journal.</summary>
    internal Task HoldJournal(Func<Task> act, CancellationToken ct) => Journal.Hold(act, ct);

    public override void Dispose()
    {
        _spread.Dispose();
        if (_lines.IsValueCreated) _lines.Value.ForEach(line => line.Dispose());
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Keep(MarkUnheard, stoppingToken);
        await Task.WhenAll(_lines.Value.Select(line => Task.Run(() => HandOn(line, stoppingToken), stoppingToken)));
    }

    private async Task HandOn(DeliveryLine line, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
            await Keep(async ct =>
            {
                var next = _facts.Next;
                await _spread.All(ct);
                if (await line.DeliverDue(ct) == 0) await SavedSignal.Wait(next, Round, ct);
            }, stopping);
    }

    private async Task Keep(Func<CancellationToken, Task> act, CancellationToken stopping)
    {
        try
        {
            await act(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested) { }
        catch (Exception e) // The database is full or locked: facts stay where they are until it answers again.
        {
            _log.LogError(e, "The outbox could not be read; retrying.");
            await Task.Delay(Round, _clock, stopping).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    // A handler was renamed or taken away while facts were on their way to it: nobody would look at them any more.
    private async Task MarkUnheard(CancellationToken ct)
    {
        await using var db = await _databases.CreateDbContextAsync(ct);
        var (deliveries, heard) = (db.Deliveries, _listeners.All);
        await deliveries
            .Where(d => !heard.Contains(d.Handler))
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.LastError, "This version has no handler of this name."), ct);
    }
}
