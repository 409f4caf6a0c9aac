using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Jobs;

/// <summary>A job while it runs: what it is about, and what it tells those who look on.</summary>
public sealed class JobRun(JobRow job, IDbContextFactory<ThroughlineDb> databases) : IDisposable
{
    private readonly CancellationTokenSource _end = new();
    private volatile JobProgress _progress = new(job.Done, job.Total, job.Words);
    private volatile bool _isStopAsked, _isLost;

    public string Id => job.Id;

    public string Kind => job.Kind;

    public string Payload => job.Payload;

    /// <summary>Counts from 1.</summary>
    public int Attempt => job.Attempts + 1;

    /// <summary>What an earlier run kept by <see cref="Keep"/>.</summary>
    public string? State { get; private set; } = job.State;

    public JobProgress Progress => _progress;

    /// <summary>Somebody wants it to end before its time; what is done stays done.</summary>
    public bool IsStopAsked => _isStopAsked;

    /// <summary>Another process has taken it over, because this one did not renew its lease.</summary>
    internal bool IsLost => _isLost;

    /// <summary>This run's name on its lease.</summary>
    internal string Lease { get; } = Guid.CreateVersion7().ToString("N");

    internal CancellationToken Ended => _end.Token;

    /// <summary>Says how far it is. Cheap: it is written down with the lease, every few seconds.</summary>
    public void Report(long done, long? total = null, string? words = null) => _progress = new JobProgress(done, total, words);

    /// <summary>Keeps where it is, so that a later run goes on from there.</summary>
    public async Task Keep(string state, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await Mine(db).ExecuteUpdateAsync(set => set.SetProperty(j => j.State, state), ct);
        State = state;
    }

    /// <summary>Ends the job in the same transaction as what it saves last, so that it can be scheduled again from then on.</summary>
    public async Task SaveAndEnd(ThroughlineDb db, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.SaveChangesAsync(ct);
        await Mine(db).ExecuteDeleteAsync(ct);
        await transaction.CommitAsync(ct);
    }

    public void Dispose() => _end.Dispose();

    internal IQueryable<JobRow> Mine(ThroughlineDb db)
    {
        var (jobs, id, lease) = (db.Jobs, job.Id, Lease);
        return jobs.Where(j => j.Id == id && j.ClaimedBy == lease);
    }

    internal void AskToStop()
    {
        _isStopAsked = true;
        End();
    }

    internal void Lose()
    {
        _isLost = true;
        End();
    }

    private void End()
    {
        try { _end.Cancel(); }
        catch (ObjectDisposedException) { } // It has just ended by itself.
    }
}

/// <summary>How far a job is, in its own unit, and in words.</summary>
public sealed record JobProgress(long? Done, long? Total, string? Words);
