using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Outbox;

/// <summary>Makes a delivery for each who listens to a fact, once, and in the order in which facts were told.</summary>
internal sealed class SpreadFacts(IDbContextFactory<ThroughlineDb> databases, Listeners listeners) : IDisposable
{
    private const int AtOnce = 500;

    private readonly SemaphoreSlim _oneAtATime = new(1);

    public async Task All(CancellationToken ct)
    {
        await _oneAtATime.WaitAsync(ct);
        try
        {
            while (await Some(ct) == AtOnce) { }
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    private async Task<int> Some(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var outbox = db.Outbox;
        if (!await outbox.AnyAsync(r => !r.IsSpread, ct)) return 0;
        await using var transaction = await db.Database.BeginTransactionAsync(ct); // Nobody can erase a fact between reading and saving.
        var told = await outbox.Where(r => !r.IsSpread).OrderBy(r => r.Id).Take(AtOnce).ToListAsync(ct);
        foreach (var row in told) Spread(db, row);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return told.Count;
    }

    private void Spread(ThroughlineDb db, OutboxRow row)
    {
        // A fact that this version does not know waits for one that does, where it is seen.
        IReadOnlyList<string> names = FactNames.IsKnown(row.Fact) ? listeners.Of(row.Fact) : [Listeners.Journal];
        row.IsSpread = true;
        if (names.Count == 0) db.Remove(row);
        foreach (var name in names) db.Add(new Delivery { FactId = row.Id, Handler = name, Subject = row.Subject, DueAt = row.PublishedAt });
    }
}
