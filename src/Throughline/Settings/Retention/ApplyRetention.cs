using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Jobs;
using Throughline.Platform.Journal;
using Throughline.Platform.Projections;
using Throughline.Platform.Storage;

namespace Throughline.Settings.Retention;

/// <summary>Removes the interactions whose time is over, each day.</summary>
public sealed class ApplyRetention(ThroughlineDb db, IJournal journal, ProjectionRunner projections, TimeProvider clock) : IJob
{
    public const string KindOfJob = "retention", Job = "retention";

    public string Kind => KindOfJob;

    public Lane Lane => Lane.Slow;

    public async Task Run(JobRun run, CancellationToken ct)
    {
        var (now, rules) = (clock.GetUtcNow(), db.RetentionRules);
        var oldestKept = await rules.ToDictionaryAsync(r => r.Event, r => now.AddDays(-r.Days).ToMicroseconds(), ct);
        if (oldestKept.Count == 0) return;
        var removed = await journal.Expire(oldestKept, ct);
        if (removed.Count > 0)
        {
            await projections.Forget(removed.ToHashSet());
            await journal.CleanFiles(ct);
        }
        db.Add(new RetentionRun { At = now, Interactions = removed.Count });
        await db.SaveChangesAsync(ct);
    }
}
