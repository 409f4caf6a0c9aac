using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Journal;
using Throughline.Platform.Journal.Removing;
using Throughline.Platform.Storage;

namespace Throughline.Settings.Retention;

/// <summary>Says what periods would remove, before they do.</summary>
public sealed class CountRemoval(ThroughlineDb db, IJournal journal, IIdentityOwners owners, TimeProvider clock) : IPart
{
    /// <param name="Interactions">How many would go, for good.</param>
    /// <param name="Customers">How many customers they belong to.</param>
    /// <param name="From">When the first of them happened; null when there are none.</param>
    public sealed record Removal(int Interactions, int Customers, DateTimeOffset? From, DateTimeOffset? To);

    /// <summary>What goes by the periods that may remove at this moment.</summary>
    public async Task<Expired> OverNow(CancellationToken ct)
    {
        var (rules, earlier, now) = (db.RetentionRules, db.EarlierPeriods, clock.GetUtcNow());
        var current = await rules.AsNoTracking().Select(r => new ShowRetention.Rule(r.Event, r.Days)).ToListAsync(ct);
        var before = await earlier.AsNoTracking().Where(p => p.Until > now).ToListAsync(ct);
        return new([Oldest(current), .. before.Select(p => Oldest(p.Rules))]);
    }

    public async Task<Removal> ByNow(CancellationToken ct) => await Count(await OverNow(ct), ct);

    /// <summary>What goes by new periods and would not go by those that are set.</summary>
    public Task<Removal> ByChange(IReadOnlyList<ShowRetention.Rule> wanted, IReadOnlyList<ShowRetention.Rule> set, CancellationToken ct) =>
        Count(new([Oldest(wanted)], [Oldest(set)]), ct);

    private async Task<Removal> Count(Expired expired, CancellationToken ct)
    {
        if (expired.AllOf.Any(set => set.Count == 0)) return new(0, 0, null, null); // Something is kept for ever, and so is everything.
        var found = await journal.CountExpired(expired, ct);
        if (found.Interactions == 0) return new(0, 0, null, null);
        return new(
            found.Interactions, found.Identities.Select(owners.OwnerOf).Distinct().Count(),
            Instants.FromMicroseconds(found.First), Instants.FromMicroseconds(found.Last));
    }

    private Dictionary<string, long> Oldest(IReadOnlyList<ShowRetention.Rule> rules)
    {
        // To the hour, so that the number that somebody reads is still the number when they have typed it.
        var now = new DateTimeOffset(clock.GetUtcNow().UtcTicks / TimeSpan.TicksPerHour * TimeSpan.TicksPerHour, TimeSpan.Zero);
        return rules.ToDictionary(r => r.Event, r => now.AddDays(-r.Days).ToMicroseconds(), StringComparer.Ordinal);
    }
}
