using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Jobs;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Storage;

namespace Throughline.Settings.Retention;

/// <summary>Sets how many days interactions are kept, by event. What that removes is told and confirmed first, and goes a day later at the soonest.</summary>
public sealed class ChangeRetention(ThroughlineDb db, CountRemoval count, TimeProvider clock) : IFeature
{
    public const string Permission = "retention.manage";
    public const int MostRules = 200, LongestPeriod = 36_500, LongestName = 200;

    private const int NightlyAt = 3, Day = 86_400;

    /// <param name="Rules">All of them; <c>*</c> is for every event that no other rule names.</param>
    /// <param name="Version">The version that was read; null: whatever is there is replaced.</param>
    /// <param name="Confirmed">How many interactions will go by this change; a change by which none goes needs no number.</param>
    public sealed record Request(IReadOnlyList<ShowRetention.Rule> Rules, int? Version = null, long? Confirmed = null);

    public abstract record Outcome;
    public sealed record Changed : Outcome;
    public sealed record Refused(IReadOnlyList<Fault> Faults) : Outcome;

    /// <summary>Somebody else has saved them since this version was read.</summary>
    public sealed record Overtaken(int Version) : Outcome;

    /// <summary>This is what would go; the number was not said, or another.</summary>
    public sealed record ToConfirm(CountRemoval.Removal Removal) : Outcome;

    /// <summary>What the version counts.</summary>
    internal const string Set = "retention";

    public async Task<Outcome> Change(Request request, Actor by, CancellationToken ct)
    {
        var wanted = (request.Rules ?? []).Select(r => r with { Event = r.Event?.Trim() ?? "" }).ToList();
        if (FaultsIn(wanted) is { Count: > 0 } faults) return new Refused(faults);
        var (rules, read) = (db.RetentionRules, await db.VersionOf(Set, ct));
        if (request.Version is { } version && version != read) return new Overtaken(read);
        var set = await rules.AsNoTracking().Select(r => new ShowRetention.Rule(r.Event, r.Days)).ToListAsync(ct);
        // Counted outside the transaction: it reads the whole journal, and nobody else could write meanwhile.
        var removal = await count.ByChange(wanted, set, ct);
        if (removal.Interactions > 0 && request.Confirmed != removal.Interactions) return new ToConfirm(removal);

        await using var all = await db.Database.BeginTransactionAsync(ct);
        if (await db.Advance(Set, request.Version ?? read, ct) is { } other) return new Overtaken(other);
        var now = clock.GetUtcNow();
        db.Add(new EarlierPeriods { Rules = set, Until = now + EarlierPeriods.Wait, By = by.Name });
        await Put(wanted, ct);
        var night = new DateTimeOffset(now.UtcDateTime.Date.AddDays(1).AddHours(NightlyAt), TimeSpan.Zero);
        db.Audit(by, "retention.changed", "retention:periods",
            new { periods = wanted.Select(r => $"{r.Event}: {r.Days} days"), interactions = removal.Interactions, customers = removal.Customers });
        await db.Schedule(ApplyRetention.Job, ApplyRetention.KindOfJob, "", night, Day, ct);
        await db.SaveChangesAsync(ct);
        await all.CommitAsync(ct);
        return new Changed();
    }

    /// <summary>Puts these in place of what is set, within the transaction that there is.</summary>
    internal async Task Put(IReadOnlyList<ShowRetention.Rule> wanted, CancellationToken ct)
    {
        var rules = db.RetentionRules;
        rules.RemoveRange((await rules.ToListAsync(ct)).Where(old => !wanted.Contains(new(old.Event, old.Days))));
        await db.SaveChangesAsync(ct);
        var left = await rules.Select(r => r.Event).ToListAsync(ct);
        rules.AddRange(wanted.Where(r => !left.Contains(r.Event)).Select(r => new RetentionRule { Event = r.Event, Days = r.Days }));
    }

    private static List<Fault> FaultsIn(List<ShowRetention.Rule> rules)
    {
        List<Fault> faults = [];
        if (rules.Exists(r => r.Event.Length is 0 or > LongestName))
            faults.Add(new("event", $"Enter an event of at most {LongestName} characters, or * for all others."));
        if (rules.CountBy(r => r.Event).FirstOrDefault(pair => pair.Value > 1).Key is { } twice)
            faults.Add(new("event", $"{twice} already has a limit. Remove that first."));
        if (rules.Exists(r => r.Days is < 1 or > LongestPeriod)) faults.Add(new("days", $"Enter a number of days from 1 to {LongestPeriod}."));
        if (rules.Count > MostRules) faults.Add(new("event", $"At most {MostRules} events can have their own limit. Use * for all others."));
        return faults;
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPut("/api/retention", async (Request request, ChangeRetention feature, ShowRetention show, HttpContext http, CancellationToken ct) =>
            await feature.Change(request, Actor.Of(http.User), ct) switch
            {
                Changed => Results.Ok(await show.Show(ct)),
                Refused refused => Problems.Of(refused.Faults),
                Overtaken overtaken => Overtaking.Problem(overtaken.Version),
                ToConfirm asked => Problems.ConfirmRemoval(asked.Removal.Interactions, asked.Removal.Customers, asked.Removal),
                var other => throw new InvalidOperationException($"Unknown outcome {other}."),
            }).RequirePermission(Permission).WithTags("Retention").WithSummary(
                "Sets how many days interactions are kept, by event; what would go is told first (409), confirmed by its number, and goes a day later at "
                    + "the soonest")
            .Produces<ShowRetention.Answer>();
}
