using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Journal;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Outbox;

/// <summary>Hands one fact to one who listens, and notes that it was taken.</summary>
internal sealed class HandOn(
    IDbContextFactory<ThroughlineDb> databases, IServiceScopeFactory scopes, IJournal journal, SavedSignal<OutboxRow> facts, TimeProvider clock)
{
    /// <summary>The journal is a file of its own: it may be handed a fact twice, and knows it by its message id.</summary>
    public async Task ToJournal(Delivery delivery, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await Fact(db, delivery, ct) is not { } row) return;
        if (row.ReadFact() is ICustomerFact about)
            await journal.Append(new Batch([about.ToInteraction(row.MessageId, clock.GetUtcNow().ToMicroseconds())], []), ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await Complete(db, delivery, ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>One transaction holds what the handler writes and the note, so that no end of the process can part them.</summary>
    public async Task ToHandler(Delivery delivery, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ThroughlineDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await Fact(db, delivery, ct) is not { } row) return;
        await Listeners.Tell(scope.ServiceProvider, delivery.Handler, row.ReadFact(), ct);
        await db.SaveChangesAsync(ct);
        await Complete(db, delivery, ct);
        await transaction.CommitAsync(ct);
        facts.Wake(); // What the handler told in its turn was saved before it was there to see.
    }

    // Null when its customer was erased meanwhile, or when somebody else has handed it on.
    private static async Task<OutboxRow?> Fact(ThroughlineDb db, Delivery delivery, CancellationToken ct)
    {
        var (outbox, deliveries) = (db.Outbox, db.Deliveries);
        return await outbox.AsNoTracking().FirstOrDefaultAsync(r => r.Id == delivery.FactId && deliveries.Any(d => d.Id == delivery.Id), ct);
    }

    private static async Task Complete(ThroughlineDb db, Delivery delivery, CancellationToken ct)
    {
        var (outbox, deliveries) = (db.Outbox, db.Deliveries);
        await deliveries.Where(d => d.Id == delivery.Id).ExecuteDeleteAsync(ct);
        await outbox.Where(r => r.Id == delivery.FactId && r.IsSpread && !deliveries.Any(d => d.FactId == r.Id)).ExecuteDeleteAsync(ct);
    }
}
