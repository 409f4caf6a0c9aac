using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Storage;
using Throughline.Statistics.Numerics;

namespace Throughline.Touchpoints.Stages;

/// <summary>Suggests after how long a silence a buyer has left, from the company's own days between purchases (docs/metrics.md).</summary>
public sealed class PurchaseGaps(ThroughlineDb db, IIdentityOwners owners) : IPart
{
    /// <summary>The share of returning buyers who were back by then.</summary>
    public const double Share = 0.9;

    private const int MostPurchases = 500_000;

    /// <param name="Days">Nine of ten gaps were no longer.</param>
    /// <param name="Interval">95 %, in days.</param>
    /// <param name="N">How many gaps.</param>
    public sealed record Suggested(int Days, Interval Interval, int N);

    /// <summary>Null while too few have bought twice for an interval.</summary>
    public async Task<Suggested?> Suggest(CancellationToken ct)
    {
        var purchases = db.Purchases;
        var times = await purchases.AsNoTracking().Where(p => p.Step == OrderStep.Placed).OrderByDescending(p => p.Position).Take(MostPurchases)
            .Select(p => new { p.Identity, p.At }).ToListAsync(ct);
        return Of(times.GroupBy(t => owners.OwnerOf(t.Identity)).SelectMany(g => GapsIn(g.Select(t => t.At))));
    }

    internal static Suggested? Of(IEnumerable<double> gaps)
    {
        double[] sorted = [.. gaps.Order()];
        var reach = 1.959964 * Math.Sqrt(sorted.Length * Share * (1 - Share));
        var (low, high) = ((int)Math.Floor(sorted.Length * Share - reach), (int)Math.Ceiling(sorted.Length * Share + reach));
        if (low < 1 || high > sorted.Length) return null;
        return new Suggested((int)Math.Ceiling(Quantile.OfSorted(sorted, Share)), new Interval(sorted[low - 1], sorted[high - 1]), sorted.Length);
    }

    // Two orders on one day are one purchase.
    internal static IEnumerable<double> GapsIn(IEnumerable<DateTimeOffset> times)
    {
        var days = times.Select(t => t.UtcDateTime.Date).Distinct().Order().ToList();
        return days.Skip(1).Zip(days, (later, earlier) => (later - earlier).TotalDays);
    }
}
