using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Jobs;
using Throughline.Platform.Journal;
using Throughline.Platform.Projections;
using Throughline.Platform.Storage;

namespace Throughline.Settings.Retention;

/// <summary>Removes the interactions whose time is over, each day.</summary>
public sealed class ApplyRetention(ThroughlineDb db, IJournal journal, CountRemoval count, ProjectionRunner projections, TimeProvider clock) : IJob
{
    public const string KindOfJob = "retention", Job = "retention";

    public string Kind => KindOfJob;

    public Lane Lane => Lane.Slow;

    public async Task Run(JobRun run, CancellationToken ct)
    {
        var (now, earlier) = (clock.GetUtcNow(), db.EarlierPeriods);
        await earlier.Where(p => p.Until <= now).ExecuteDeleteAsync(ct);
        var over = await count.OverNow(ct);
        // What every period of the last day keeps for ever is not looked at.
        if (over.AllOf.Any(set => set.Count == 0)) return;
        var removed = await journal.Expire(over, ct);
        if (removed.Count > 0)
        {
            await projections.Forget(removed.ToHashSet());
            await journal.CleanFiles(ct);
        }
        db.Add(new RetentionRun { At = now, Interactions = removed.Count });
        await db.SaveChangesAsync(ct);
    }
}
