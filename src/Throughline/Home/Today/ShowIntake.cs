using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Journal;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Storage;
using Throughline.Platform.Ui;
using Throughline.Statistics.Numerics;

namespace Throughline.Home.Today;

/// <summary>Whether the server is well: what comes in against what is usual, what was not understood, who was refused, and the last backup.</summary>
public sealed class ShowIntake(ThroughlineDb db, IJournal journal, Viewer viewer, TimeProvider clock) : IPart
{
    private const int WeeksBack = 4, DaysOfRefusals = 7;

    /// <param name="Usual">Interactions until this time of the day, in the middle of the last four same weekdays; null where too few had any.</param>
    /// <param name="BackedUpAt">Null when there was never a backup.</param>
    public sealed record Answer(int Today, double? Usual, long SetAside, int Refused, DateTimeOffset? BackedUpAt)
    {
        public const int Days = DaysOfRefusals;
    }

    public async Task<Answer> Show(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var today = viewer.Calendar.DayOf(now);
        var soFar = now - viewer.Calendar.StartOf(today);
        List<double> before = [];
        for (var week = 1; week <= WeeksBack; week++)
        {
            var from = viewer.Calendar.StartOf(today.AddDays(-7 * week));
            if (await Count(from, from + soFar, ct) is > 0 and var some) before.Add(some);
        }
        var (entries, since) = (db.AuditEntries, now.AddDays(-DaysOfRefusals));
        var refused = await entries.CountAsync(e => e.Action == "user.sign-in-refused" && e.At >= since, ct);
        var backup = await entries.Where(e => e.Action == "backup.made").OrderByDescending(e => e.Id).Select(e => (DateTimeOffset?)e.At)
            .FirstOrDefaultAsync(ct);
        double[] usual = [.. before.Order()];
        double? middle = usual.Length < 2 ? null : Quantile.OfSorted(usual, 0.5);
        return new Answer(await Count(viewer.Calendar.StartOf(today), now, ct), middle, journal.SetAside.Count(), refused, backup);
    }

    private Task<int> Count(DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var quarters = db.Quarters;
        return quarters.Where(q => q.At >= from && q.At < to).SumAsync(q => q.Interactions, ct);
    }
}
