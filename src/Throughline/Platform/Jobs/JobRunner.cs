using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Storage;
using Throughline.Platform.Telemetry;

namespace Throughline.Platform.Jobs;

/// <summary>Does jobs of one kind. A job may run again after a crash, so it must bear that.</summary>
public interface IJob : IPart
{
    string Kind { get; }

    Task Run(string payload, CancellationToken ct);
}

/// <summary>Runs due jobs one after the other. Several processes may do so on one database: a job is claimed before it runs.</summary>
public sealed class JobRunner(IDbContextFactory<ThroughlineDb> databases, IServiceScopeFactory scopes, TimeProvider clock, ILogger<JobRunner> log) : BackgroundService
{
    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(10), Round = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!await RunNext(stoppingToken)) await Task.Delay(Round, clock, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { }
            catch (Exception e) // The database is full or locked: jobs stay due until it answers again.
            {
                log.LogError(e, "Jobs could not be read; they are tried again.");
                await Task.Delay(Round * 10, clock, stoppingToken).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }
    }

    /// <summary>Claims and runs the job that is due first; false when none is due.</summary>
    public async Task<bool> RunNext(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var (jobs, now) = (db.Jobs, clock.GetUtcNow());
        if (await jobs.Where(j => j.DueAt <= now && (j.ClaimedUntil == null || j.ClaimedUntil < now)).OrderBy(j => j.DueAt).FirstOrDefaultAsync(ct) is not { } job) return false;
        var claimed = await jobs.Where(j => j.Id == job.Id && (j.ClaimedUntil == null || j.ClaimedUntil < now))
            .ExecuteUpdateAsync(set => set.SetProperty(j => j.ClaimedUntil, now + Claim).SetProperty(j => j.Attempts, j => j.Attempts + 1), ct);
        if (claimed == 0) return true; // Somebody else was quicker; look again.

        var error = await Run(job, ct);
        await db.Entry(job).ReloadAsync(ct);
        if (error is not null) (job.LastError, job.DueAt) = (error, clock.GetUtcNow() + TimeSpan.FromSeconds(Math.Min(3600, 5 * Math.Pow(2, job.Attempts))));
        else if (job.EverySeconds is { } seconds) (job.LastError, job.Attempts, job.DueAt) = (null, 0, clock.GetUtcNow().AddSeconds(seconds));
        else db.Remove(job);
        job.ClaimedUntil = null;
        await db.SaveChangesAsync(ct);
        return true;
    }

    private async Task<string?> Run(JobRow job, CancellationToken ct)
    {
        using var measured = Measures.Job(job.Kind);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var kind = scope.ServiceProvider.GetServices<IJob>().FirstOrDefault(j => j.Kind == job.Kind) ?? throw new InvalidOperationException($"Nobody does jobs of the kind {job.Kind}.");
            await kind.Run(job.Payload, ct);
            return null;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            measured.Fail();
            log.LogWarning(e, "Job {Job} failed (attempt {Attempt}) and is tried again.", job.Id, job.Attempts + 1);
            return e.Message;
        }
    }
}
