using System.Data;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Security.Audit;

/// <summary>Chains audit entries as they are saved. The database has one writer at a time, so within the transaction the last hash cannot change.</summary>
public sealed class SealAuditEntries(TimeProvider clock) : SaveChangesInterceptor
{
    // Transactions begun here end here; those of a feature are the feature's.
    private readonly ConditionalWeakTable<DbContext, IDbContextTransaction> begun = new();

    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is ThroughlineDb db && db.ChangeTracker.Entries<AuditEntry>().Any(e => e.State == EntityState.Added))
            await Seal(db, cancellationToken);
        return result;
    }

    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result) =>
        eventData.Context is ThroughlineDb db && db.ChangeTracker.Entries<AuditEntry>().Any(e => e.State == EntityState.Added)
            ? throw new InvalidOperationException("What is on record is saved with SaveChangesAsync.")
            : result;

    public override async ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is { } context && begun.TryGetValue(context, out var transaction))
        {
            // What is written is on record: leaving now must not take it back.
            await transaction.CommitAsync(CancellationToken.None);
            await End(context);
        }
        return result;
    }

    public override Task SaveChangesFailedAsync(DbContextErrorEventData eventData, CancellationToken cancellationToken = default) => End(eventData.Context);

    public override Task SaveChangesCanceledAsync(DbContextEventData eventData, CancellationToken cancellationToken = default) => End(eventData.Context);

    private async Task Seal(ThroughlineDb db, CancellationToken ct)
    {
        if (db.Database.CurrentTransaction is null) begun.Add(db, await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, ct));
        try
        {
            var entries = db.AuditEntries;
            var last = await entries.AsNoTracking().OrderByDescending(e => e.Id).Select(e => new { e.Id, e.Hash }).FirstOrDefaultAsync(ct);
            var (id, hash) = (last?.Id ?? 0, last?.Hash ?? []);
            foreach (var added in db.ChangeTracker.Entries<AuditEntry>().Where(e => e.State == EntityState.Added))
            {
                added.Entity.Seal(++id, clock.GetUtcNow(), hash);
                added.Property(e => e.Id).CurrentValue = id;
                hash = added.Entity.Hash;
            }
        }
        catch
        {
            await End(db);
            throw;
        }
    }

    // Disposing takes back what was not committed.
    private async Task End(DbContext? context)
    {
        if (context is null || !begun.TryGetValue(context, out var transaction)) return;
        begun.Remove(context);
        await transaction.DisposeAsync();
    }
}
