using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Jobs;

/// <summary>Shows jobs that run, wait or fail, stops one, and lets it go on.</summary>
public sealed class SteerJobs(ThroughlineDb db, RunningJobs running, JobKinds kinds, SavedSignal<JobRow> scheduled, TimeProvider clock) : IPart
{
    private const int MostShown = 50;

    /// <param name="State"><c>running</c>, <c>stopped</c>, <c>failing</c> or <c>waiting</c> for its time.</param>
    /// <param name="Done">In the job's own unit, as <paramref name="Total"/>; null where it does not say.</param>
    public sealed record Line(
        string Id, string Kind, string Lane, string State, long? Done, long? Total, string? Words, int Attempts, DateTimeOffset DueAt, string? Error);

    /// <summary>Those that somebody may want to know of: none that only waits for its time.</summary>
    public async Task<IReadOnlyList<Line>> Show(CancellationToken ct)
    {
        var (jobs, now) = (db.Jobs, clock.GetUtcNow());
        return await Lines(jobs.Where(j => j.LastError != null || j.IsStopped || j.ClaimedUntil > now), now, ct);
    }

    /// <summary>Every job; those that run come first, then those that are due first.</summary>
    public async Task<IReadOnlyList<Line>> All(CancellationToken ct) => await Lines(db.Jobs, clock.GetUtcNow(), ct);

    /// <summary>Stops a job that runs, or keeps one from running; what it has done stays. False when there is none.</summary>
    public async Task<bool> Stop(string id, CancellationToken ct)
    {
        var jobs = db.Jobs;
        var found = await jobs.Where(j => j.Id == id).ExecuteUpdateAsync(set => set.SetProperty(j => j.IsStopped, true), ct);
        running.Find(id)?.AskToStop();
        return found > 0;
    }

    /// <summary>Lets a stopped job go on from where it was. False when there is none.</summary>
    public async Task<bool> Resume(string id, CancellationToken ct)
    {
        var (jobs, now) = (db.Jobs, clock.GetUtcNow());
        var found = await jobs.Where(j => j.Id == id && j.IsStopped).ExecuteUpdateAsync(
            set => set.SetProperty(j => j.IsStopped, false).SetProperty(j => j.DueAt, now), ct);
        scheduled.Wake();
        return found > 0;
    }

    /// <summary>Takes a job off the list that nobody is at. False when somebody is, or when there is none.</summary>
    public async Task<bool> TakeBack(string id, CancellationToken ct)
    {
        var (jobs, now) = (db.Jobs, clock.GetUtcNow());
        return await jobs.Where(j => j.Id == id && (j.ClaimedUntil == null || j.ClaimedUntil < now)).ExecuteDeleteAsync(ct) > 0;
    }

    private async Task<IReadOnlyList<Line>> Lines(IQueryable<JobRow> jobs, DateTimeOffset now, CancellationToken ct)
    {
        var rows = await jobs.AsNoTracking().OrderByDescending(j => j.ClaimedUntil > now).ThenBy(j => j.DueAt).Take(MostShown).ToListAsync(ct);
        return [.. rows.Select(j => ToLine(j, now))];
    }

    private Line ToLine(JobRow j, DateTimeOffset now)
    {
        var progress = running.Find(j.Id)?.Progress ?? new JobProgress(j.Done, j.Total, j.Words);
        return new Line(
            j.Id, j.Kind, kinds.LaneOf(j.Kind), StateOf(j, now), progress.Done, progress.Total, progress.Words, j.Attempts, j.DueAt, j.LastError);
    }

    private static string StateOf(JobRow j, DateTimeOffset now) => j switch
    {
        _ when j.ClaimedUntil > now => "running",
        { IsStopped: true } => "stopped",
        { LastError: not null } => "failing",
        _ => "waiting",
    };
}
