using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Live;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Jobs;

/// <summary>Runs due jobs: those of one lane one after the other, the lanes beside each other. A job is claimed by a lease before it runs.</summary>
public sealed class JobRunner(
    IDbContextFactory<ThroughlineDb> databases, IServiceScopeFactory scopes, JobKinds kinds, RunningJobs running,
    SavedSignal<JobRow> scheduled, LiveTopics live, TimeProvider clock,
    ILogger<JobRunner> log) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(1);

    /// <summary>How long a run keeps a job without renewing its lease.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(1);

    // Nobody else has the data folder: whoever held a lease before is dead.
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var jobs = db.Jobs;
        await jobs.Where(j => j.ClaimedUntil != null).ExecuteUpdateAsync(
            set => set.SetProperty(j => j.ClaimedUntil, (DateTimeOffset?)null).SetProperty(j => j.ClaimedBy, (string?)null), cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <summary>Claims and runs the job that is due first, of any lane; false when none is due.</summary>
    public Task<bool> RunNext(CancellationToken ct) => RunNext(null, ct);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(kinds.Lanes.SelectMany(lane => Enumerable.Range(0, lane.AtOnce).Select(_ => Task.Run(() => RunLane(lane, stoppingToken), stoppingToken))));

    private async Task RunLane(Lane lane, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var next = scheduled.Next;
                if (!await RunNext(lane, stopping)) await SavedSignal.Wait(next, Round, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested) { }
            catch (Exception e) // The database is full or locked: jobs stay due until it answers again.
            {
                log.LogError(e, "Jobs could not be read; retrying.");
                await Task.Delay(Round * 10, clock, stopping).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }
    }

    private async Task<bool> RunNext(Lane? lane, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow();
        var free = In(lane, db).Where(j => j.DueAt <= now && !j.IsStopped && (j.ClaimedUntil == null || j.ClaimedUntil < now));
        if (await free.AsNoTracking().OrderBy(j => j.DueAt).FirstOrDefaultAsync(ct) is not { } job) return false;

        using var run = new JobRun(job, databases);
        var claimed = await free.Where(j => j.Id == job.Id).ExecuteUpdateAsync(
            set => set.SetProperty(j => j.ClaimedUntil, now + Lease).SetProperty(j => j.ClaimedBy, run.Lease).SetProperty(j => j.Attempts, j => j.Attempts + 1),
            ct);
        if (claimed == 0) return true; // Somebody else was quicker; look again.
        running.Begin(run);
        live.Publish(RunningJobs.Topic);
        try
        {
            await new OneJob(job, run, databases, scopes, clock, log) { Lease = Lease }.Run(ct);
        }
        finally
        {
            running.End(run);
            live.Publish(RunningJobs.Topic);
        }
        return true;
    }

    private IQueryable<JobRow> In(Lane? lane, ThroughlineDb db)
    {
        var jobs = db.Jobs;
        if (lane is null) return jobs;
        var mine = kinds.In(lane);
        if (lane != Lane.Quick) return jobs.Where(j => mine.Contains(j.Kind));
        var others = kinds.All.Except(mine).ToList();
        return jobs.Where(j => !others.Contains(j.Kind));
    }
}
