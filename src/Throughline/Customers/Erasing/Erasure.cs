using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Customers.Identities;
using Throughline.Customers.Places;
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
    IServiceScopeFactory scopes, IJournal journal, ProjectionRunner projections, CustomersProjection customers, TimelineIndex timeline,
    DatabaseFiles files, ILogger<Erasure> log) : IDisposable, IPart
{
    private const int MostWaits = 6_000, WaitMilliseconds = 10;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _oneAtATime = new(1);

    /// <exception cref="JournalUnavailableException">The journal could not write, or is read for too long.</exception>
    /// <exception cref="TimeoutException">A view of the journal does not move.</exception>
    /// <param name="id">Whom it is about.</param>
    /// <param name="isResumed">It was stopped half-way: what the first part found of others is lost, so their customers are built again.</param>
    public async Task Run(CustomerId id, bool isResumed, CancellationToken ct)
    {
        await _oneAtATime.WaitAsync(ct);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ThroughlineDb>();
            await EraseParts(id, db, [.. scope.ServiceProvider.GetServices<IEraseCustomer>()], ct);
            if (isResumed) BuildAgain(id, "it was stopped half-way before");
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
        (customer, var traces) = await EraseFromJournal(customer, db, ct);
        foreach (var part in parts.Where(p => p.IsDerived)) await part.Erase(customer, ct);
        // The last, because it knows which identities were theirs.
        if (!await EraseFromCustomers(customer, traces, ct)) BuildAgain(id, "too many other customers were involved to decide each again");
        else if (traces.HadAPlace) BuildAgain(id, "what was theirs alone stood among the identities of others");
    }

    private void BuildAgain(CustomerId id, string why)
    {
        log.LogInformation("Rebuilding the customers after erasing customer {Customer}: {Why}.", id, why);
        projections.Rebuild(customers.Name);
    }

    // What was told and not yet handed on goes first: else a handler could make something of it in a room that has forgotten them.
    // Twice, because they may have done something else meanwhile, and that may have led to something as well.
    private static async Task EraseFromRooms(WholeCustomer customer, IReadOnlyList<IEraseCustomer> parts, CancellationToken ct)
    {
        for (var round = 0; round < 2; round++)
            foreach (var part in parts.OrderBy(p => p is not EraseFromOutbox)) await part.Erase(customer, ct);
    }

    // While the first identities go, an interaction may bring another.
    private async Task<(WholeCustomer, ErasureTraces)> EraseFromJournal(WholeCustomer customer, ThroughlineDb db, CancellationToken ct)
    {
        var (gone, touched, met, orphans) = (new HashSet<int>(), new HashSet<int>(), new HashSet<long>(), new HashSet<int>());
        var hadAPlace = false;
        while (customer.Identities.Keys.Except(gone).ToList() is { Count: > 0 } left)
        {
            var named = await NamedBy.Read(customer, journal, timeline, db, ct);
            var erased = await journal.Erase([.. left.Union(named.OnlyThem)], ct, named.Others);
            // Whoever stands here has nothing in its hands that it read before.
            await projections.WaitFor(erased.Head, ct).WaitAsync(Patience, ct);
            await projections.Forget(erased.Positions.ToHashSet());
            gone.UnionWith(left);
            orphans.UnionWith(named.Others);
            hadAPlace |= named.HadAPlace;
            touched.UnionWith(erased.Touched);
            met.UnionWith(erased.Met);
            customer = await Read(customer.Id, db, ct);
        }
        return (customer, new ErasureTraces(orphans, touched, met, hadAPlace));
    }

    /// <summary>False when only a rebuild comes to the right customers.</summary>
    private async Task<bool> EraseFromCustomers(WholeCustomer customer, ErasureTraces traces, CancellationToken ct)
    {
        bool? isWhole = null;
        for (var waited = 0; isWhole is null; waited++)
        {
            if (waited > MostWaits) throw new TimeoutException("The timeline does not move.");
            if (waited > 0) await Task.Delay(WaitMilliseconds, ct);
            // Both read the journal each at its own pace; what the customers have taken in is asked of the timeline.
            await projections.Between(customers, () =>
            {
                if (timeline.Position >= customers.Position) isWhole = customers.Erase(customer, traces, PlacesOf);
            });
        }
        return isWhole.Value;
    }

    private IEnumerable<long> PlacesOf(IReadOnlyCollection<int> identities) =>
        timeline.Newest(identities, TimelinePlace.End, DecideAnew.MostInteractions + 1).Select(place => place.Position);

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
