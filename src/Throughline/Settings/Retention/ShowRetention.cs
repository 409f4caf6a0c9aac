using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Jobs;
using Throughline.Platform.Journal;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;

namespace Throughline.Settings.Retention;

/// <summary>Shows how long interactions are kept, and what the last run removed.</summary>
public sealed class ShowRetention(ThroughlineDb db, IJournal journal, TimeProvider clock) : IFeature
{
    private const int LookedAt = 2_000, MostNames = 200;

    public sealed record Rule(string Event, int Days);

    public sealed record Run(DateTimeOffset At, int Interactions);

    /// <summary>The last change, as long as it can be undone.</summary>
    /// <param name="Until">Before this nothing goes that was kept before the change.</param>
    /// <param name="Before">The periods that come back.</param>
    public sealed record LastChange(string By, DateTimeOffset Until, IReadOnlyList<Rule> Before);

    /// <param name="Version">Give it back with a change, and a change by somebody else since is not overwritten.</param>
    /// <param name="NextRun">Null as long as nothing was ever limited.</param>
    public sealed record Answer(IReadOnlyList<Rule> Rules, Run? LastRun, long RemovedInAll, DateTimeOffset? NextRun, int Version, LastChange? Change);

    public async Task<Answer> Show(CancellationToken ct)
    {
        var (rules, runs, jobs, earlier, now) = (db.RetentionRules, db.RetentionRuns, db.Jobs, db.EarlierPeriods, clock.GetUtcNow());
        var last = await earlier.AsNoTracking().Where(p => p.Until > now).OrderByDescending(p => p.Id).FirstOrDefaultAsync(ct);
        return new Answer(
            await rules.OrderBy(r => r.Event == RetentionRule.AllOthers).ThenBy(r => r.Event).Select(r => new Rule(r.Event, r.Days)).ToListAsync(ct),
            await runs.OrderByDescending(r => r.Id).Select(r => new Run(r.At, r.Interactions)).FirstOrDefaultAsync(ct),
            await runs.SumAsync(r => (long)r.Interactions, ct),
            await jobs.Where(j => j.Id == ApplyRetention.Job).Select(j => (DateTimeOffset?)j.DueAt).FirstOrDefaultAsync(ct),
            await db.VersionOf(ChangeRetention.Set, ct),
            last is null ? null : new(last.By, last.Until, last.Rules));
    }

    /// <summary>Events that arrived lately, to choose from.</summary>
    public IReadOnlyList<string> EventsSeen() =>
        [.. journal
            .Read(Math.Max(0, journal.Head - LookedAt), LookedAt)
            .Select(e => e.Event)
            .Where(name => name.Length > 0)
            .CountBy(name => name)
            .OrderByDescending(pair => pair.Value)
            .Take(MostNames)
            .Select(pair => pair.Key)
            .Order(StringComparer.CurrentCulture)];

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/api/retention", (ShowRetention feature, CancellationToken ct) => feature.Show(ct))
        .RequirePermission(ChangeRetention.Permission).WithTags("Retention").WithSummary("How long data is kept").Produces<Answer>();
}
