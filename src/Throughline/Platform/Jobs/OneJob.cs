using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Storage;
using Throughline.Platform.Telemetry;

namespace Throughline.Platform.Jobs;

/// <summary>One claimed job, from its beginning to its end. A row that somebody deletes meanwhile is no error: then nothing is left to note.</summary>
internal sealed class OneJob(JobRow job, JobRun run, IDbContextFactory<ThroughlineDb> databases, IServiceScopeFactory scopes, TimeProvider clock, ILogger log)
{
    private const int FirstPause = 5, LongestPause = 3600, BeatsALease = 12;

    private bool _ended;

    public required TimeSpan Lease { get; init; }

    public async Task Run(CancellationToken stopping)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(run.Ended, stopping);
        using var over = new CancellationTokenSource();
        var beating = Task.Run(() => Beat(over.Token), CancellationToken.None);
        var error = await Do(end.Token, stopping);
        await over.CancelAsync();
        await beating;
        await Note(error, stopping);
    }

    private async Task<string?> Do(CancellationToken ct, CancellationToken stopping)
    {
        using var measured = Measures.Job(job.Kind);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var kind = scope.ServiceProvider.GetServices<IJob>().FirstOrDefault(j => j.Kind == job.Kind)
                ?? throw new InvalidOperationException($"There is no job of kind {job.Kind}.");
            await kind.Run(run, ct);
            _ended = true;
            return null;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception e)
        {
            measured.Fail();
            if (!stopping.IsCancellationRequested) log.LogWarning(e, "Job {Job} failed (attempt {Attempt}) and will be retried.", job.Id, run.Attempt);
            return e.Message;
        }
    }

    // Everything only where the lease is still this run's.
    private async Task Note(string? error, CancellationToken stopping)
    {
        if (run.IsLost) return;
        await using var db = await databases.CreateDbContextAsync(CancellationToken.None);
        var (mine, now, progress) = (run.Mine(db), clock.GetUtcNow(), run.Progress);
        if (_ended && job.EverySeconds is null)
        {
            await mine.ExecuteDeleteAsync(CancellationToken.None);
            return;
        }
        var (due, attempts) = Next(error, now, stopping);
        await mine.ExecuteUpdateAsync(set => set
            .SetProperty(j => j.LastError, error).SetProperty(j => j.Attempts, attempts).SetProperty(j => j.DueAt, due)
            .SetProperty(j => j.Done, progress.Done).SetProperty(j => j.Total, progress.Total).SetProperty(j => j.Words, progress.Words)
            .SetProperty(j => j.ClaimedUntil, (DateTimeOffset?)null).SetProperty(j => j.ClaimedBy, (string?)null), CancellationToken.None);
    }

    private (DateTimeOffset Due, int Attempts) Next(string? error, DateTimeOffset now, CancellationToken stopping)
    {
        if (_ended) return (now.AddSeconds(job.EverySeconds!.Value), 0);
        if (error is not null) return (now + Pause(run.Attempt), run.Attempt);
        // The process stops: that was no attempt.
        var isBroken = stopping.IsCancellationRequested && !run.IsStopAsked;
        return (job.DueAt, isBroken ? job.Attempts : run.Attempt);
    }

    private static TimeSpan Pause(int attempt) => TimeSpan.FromSeconds(Math.Min(LongestPause, FirstPause * Math.Pow(2, attempt)));

    // Renews the lease, writes down the progress, and learns whether somebody wants it to end.
    private async Task Beat(CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Lease / BeatsALease, clock, over);
                await using var db = await databases.CreateDbContextAsync(over);
                var (jobs, until, progress) = (db.Jobs, clock.GetUtcNow() + Lease, run.Progress);
                await run.Mine(db).ExecuteUpdateAsync(set => set
                    .SetProperty(j => j.ClaimedUntil, until).SetProperty(j => j.Done, progress.Done)
                    .SetProperty(j => j.Total, progress.Total).SetProperty(j => j.Words, progress.Words), over);
                var now = await jobs.AsNoTracking().Where(j => j.Id == job.Id).Select(j => new { j.ClaimedBy, j.IsStopped }).FirstOrDefaultAsync(over);
                if (now is not null && now.ClaimedBy != run.Lease) run.Lose();
                if (now is { IsStopped: true }) run.AskToStop();
            }
            catch (OperationCanceledException) when (over.IsCancellationRequested) { }
            catch (Exception e) // The next beat comes before the lease ends.
            {
                log.LogWarning(e, "The lease of job {Job} could not be renewed; retrying.", job.Id);
            }
        }
    }
}
