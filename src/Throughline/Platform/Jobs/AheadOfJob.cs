using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Jobs;

/// <summary>
/// Does at once what a job would do, for somebody who waits for it. The job is written down first and takes over when this process stops or the
/// work fails, and not while it is being done, however long that takes.
/// </summary>
[OneForAll]
public sealed class AheadOfJob(IDbContextFactory<ThroughlineDb> databases, TimeProvider clock) : IPart
{
    /// <summary>How long the job waits for a sign of life.</summary>
    public TimeSpan HeadStart { get; set; } = TimeSpan.FromMinutes(1);

    public DateTimeOffset Due => clock.GetUtcNow() + HeadStart;

    /// <param name="id">Of a job that was saved to be <see cref="Due"/>. It is taken off the list when the work is done.</param>
    /// <param name="work">What is being done.</param>
    public async Task Run(string id, Task work)
    {
        while (await Task.WhenAny(work, Task.Delay(HeadStart / 6, clock)) != work) await GiveSignOfLife(id);
        await work;
        await using var db = await databases.CreateDbContextAsync();
        var jobs = db.Jobs;
        await jobs.Where(j => j.Id == id).ExecuteDeleteAsync();
    }

    private async Task GiveSignOfLife(string id)
    {
        await using var db = await databases.CreateDbContextAsync();
        var (jobs, due) = (db.Jobs, Due);
        await jobs.Where(j => j.Id == id && j.ClaimedUntil == null).ExecuteUpdateAsync(set => set.SetProperty(j => j.DueAt, due));
    }
}
