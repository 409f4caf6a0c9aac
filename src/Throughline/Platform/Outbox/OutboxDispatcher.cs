using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Journal;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Outbox;

/// <summary>Does something when a fact has happened. It may be told the same fact twice and must then do nothing more.</summary>
public interface IWhen : IPart
{
    Task Handle(IFact fact, CancellationToken ct);
}

/// <summary>Hands facts on in the order in which they were saved: to the journal, and to every handler that waits for them.</summary>
public sealed class OutboxDispatcher(IDbContextFactory<ThroughlineDb> databases, IJournal journal, IEnumerable<IWhen> handlers, OutboxSignal signal, TimeProvider clock, ILogger<OutboxDispatcher> log) : BackgroundService
{
    private const int AtOnce = 100;
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(2);
    private readonly SemaphoreSlim _oneAtATime = new(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await DispatchDue(stoppingToken) < AtOnce) await signal.Wait(Round, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { }
            catch (Exception e) // The database is full or locked: facts stay where they are until it answers again.
            {
                log.LogError(e, "The outbox could not be read; it is tried again.");
                await Task.Delay(Round, clock, stoppingToken).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }
    }

    /// <summary>Hands on what is due now; returns how many facts were tried.</summary>
    public async Task<int> DispatchDue(CancellationToken ct)
    {
        await _oneAtATime.WaitAsync(ct);
        try { return await DispatchInOrder(ct); }
        finally { _oneAtATime.Release(); }
    }

    public override void Dispose()
    {
        _oneAtATime.Dispose();
        base.Dispose();
    }

    private async Task<int> DispatchInOrder(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var (outbox, now) = (db.Outbox, clock.GetUtcNow());
        var due = await outbox.Where(r => r.DueAt <= now).OrderBy(r => r.Id).Take(AtOnce).ToListAsync(ct);
        foreach (var row in due)
        {
            if (await Dispatch(row, ct) is { } error)
            {
                row.Attempts++;
                row.LastError = error;
                row.DueAt = now + TimeSpan.FromSeconds(Math.Min(3600, Math.Pow(2, row.Attempts)));
            }
            else db.Remove(row);
            await db.SaveChangesAsync(ct);
        }
        return due.Count;
    }

    private async Task<string?> Dispatch(OutboxRow row, CancellationToken ct)
    {
        try
        {
            var fact = row.ReadFact();
            if (fact is ICustomerFact about) await journal.Append(new Batch([about.ToInteraction($"outbox:{row.Id}", clock.GetUtcNow().ToMicroseconds())], []), ct);
            foreach (var handler in handlers) await handler.Handle(fact, ct);
            return null;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogWarning(e, "Fact {Fact} {Id} could not be handed on (attempt {Attempt}).", row.Fact, row.Id, row.Attempts + 1);
            return e.Message;
        }
    }
}
