using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Outbox;

/// <summary>Shows which facts are on their way and could not be handed on, and tries one again when asked.</summary>
public sealed class ShowDeliveries(ThroughlineDb db, SavedSignal<OutboxRow> facts, TimeProvider clock) : IPart
{
    public const string Topic = "deliveries";
    private const int MostShown = 50;

    /// <param name="Fact">Such as <c>customers.interaction-logged</c>.</param>
    /// <param name="Handler">Who does not take it: <c>journal</c>, or the handler.</param>
    /// <param name="Behind">How many later facts of the same subject wait for it.</param>
    public sealed record Failing(long Id, string Fact, string Handler, int Attempts, DateTimeOffset ToldAt, DateTimeOffset DueAt, string Error, int Behind);

    /// <param name="Waiting">All that is on its way, failing or not.</param>
    /// <param name="Failing">The oldest of those that failed.</param>
    public sealed record Answer(long Waiting, IReadOnlyList<Failing> Failing);

    public async Task<Answer> Show(CancellationToken ct)
    {
        var (deliveries, outbox) = (db.Deliveries, db.Outbox);
        var failing = await (from delivery in deliveries
                             join fact in outbox on delivery.FactId equals fact.Id
                             where delivery.LastError != null
                             orderby delivery.Id
                             select new Failing(
                                 delivery.Id, fact.Fact, delivery.Handler, delivery.Attempts, fact.PublishedAt, delivery.DueAt, delivery.LastError!,
                                 deliveries.Count(d => d.Handler == delivery.Handler && d.Subject == delivery.Subject && d.Id > delivery.Id)))
            .Take(MostShown).ToListAsync(ct);
        return new Answer(await deliveries.LongCountAsync(ct) + await outbox.LongCountAsync(r => !r.IsSpread, ct), failing);
    }

    /// <summary>Does not wait for its pause to end; false when it was taken meanwhile.</summary>
    public async Task<bool> Retry(long id, CancellationToken ct)
    {
        var (deliveries, now) = (db.Deliveries, clock.GetUtcNow());
        var found = await deliveries.Where(d => d.Id == id).ExecuteUpdateAsync(set => set.SetProperty(d => d.DueAt, now), ct);
        facts.Wake();
        return found > 0;
    }
}
