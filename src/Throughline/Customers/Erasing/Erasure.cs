using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Customers.Identities;
using Throughline.Platform.Journal;
using Throughline.Platform.Outbox;
using Throughline.Platform.Projections;
using Throughline.Platform.Storage;

namespace Throughline.Customers.Erasing;

/// <summary>
/// Erases a customer everywhere: the rooms first, so that nothing of them is told any more, then the journal, then what is made
/// from it. Each step finds what is left, so that an erasure which was stopped half-way ends the same when it is run again.
/// </summary>
[OneForAll]
public sealed class Erasure(
    IServiceScopeFactory scopes, IJournal journal, ProjectionRunner projections, CustomersProjection customers, DatabaseFiles files) : IDisposable, IPart
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _oneAtATime = new(1);

    /// <exception cref="JournalUnavailableException">The journal could not write, or is read for too long.</exception>
    /// <exception cref="TimeoutException">A view of the journal does not move.</exception>
    public async Task Run(CustomerId id, CancellationToken ct)
    {
        await _oneAtATime.WaitAsync(ct);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ThroughlineDb>();
            await EraseParts(id, db, [.. scope.ServiceProvider.GetServices<IEraseCustomer>()], ct);
            await CleanSearch(ct);
            await journal.CleanFiles(ct);
            await files.Clean(ct);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    private async Task EraseParts(CustomerId id, ThroughlineDb db, IReadOnlyList<IEraseCustomer> parts, CancellationToken ct)
    {
        var customer = await Read(id, db, ct);
        await EraseFromRooms(customer, [.. parts.Where(p => !p.IsDerived)], ct);
        customer = await EraseFromJournal(customer, db, ct);
        foreach (var part in parts.Where(p => p.IsDerived)) await part.Erase(customer, ct);
        // The last, because it knows which identities were theirs.
        await projections.Between(customers, () => customers.Erase(customer));
    }

    // What was told and not yet handed on goes first: else a handler could make something of it in a room that has forgotten them.
    // Twice, because they may have done something else meanwhile, and that may have led to something as well.
    private static async Task EraseFromRooms(WholeCustomer customer, IReadOnlyList<IEraseCustomer> parts, CancellationToken ct)
    {
        for (var round = 0; round < 2; round++)
            foreach (var part in parts.OrderBy(p => p is not EraseFromOutbox)) await part.Erase(customer, ct);
    }

    // While the first identities go, an interaction may bring another.
    private async Task<WholeCustomer> EraseFromJournal(WholeCustomer customer, ThroughlineDb db, CancellationToken ct)
    {
        var gone = new HashSet<int>();
        while (customer.Identities.Keys.Except(gone).ToList() is { Count: > 0 } left)
        {
            var erased = await journal.Erase(left, ct);
            // Whoever stands here has nothing in its hands that it read before.
            await projections.WaitFor(erased.Head, ct).WaitAsync(Patience, ct);
            await projections.Forget(erased.Positions.ToHashSet());
            gone.UnionWith(left);
            customer = await Read(customer.Id, db, ct);
        }
        return customer;
    }

    // In small steps, because the projection waits meanwhile. What new customers add is not merged again and again.
    private async Task CleanSearch(CancellationToken ct)
    {
        long steps = 0;
        await projections.Between(customers, () => steps = customers.With(ErasedFromTables.StepsToCleanSearch));
        for (var goesOn = true; goesOn && steps-- > 0; ct.ThrowIfCancellationRequested())
            await projections.Between(customers, () => goesOn = customers.With(ErasedFromTables.CleanSearch));
    }

    internal static async Task<WholeCustomer> Read(CustomerId id, ThroughlineDb db, CancellationToken ct)
    {
        var identities = db.Identities;
        return new WholeCustomer(
            id, await identities.AsNoTracking().Where(i => i.CustomerId == id).ToDictionaryAsync(i => i.Id, i => new Identity(i.Kind, i.Value), ct));
    }
}
