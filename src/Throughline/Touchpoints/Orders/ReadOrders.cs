using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.JourneyEngine;
using Throughline.Platform.Storage;

namespace Throughline.Touchpoints.Orders;

/// <summary>Reads orders as they were told: placed, refunded, cancelled.</summary>
public sealed class ReadOrders(ThroughlineDb db, IIdentityOwners owners) : IOrders
{
    private const int AskedAtOnce = 5_000;

    public async Task<IReadOnlyList<Order>> Find(string number, int limit, CancellationToken ct)
    {
        var purchases = db.Purchases;
        var found = new List<Purchase>();
        foreach (var begin in new[] { number, number.ToUpperInvariant() }.Distinct())
        {
            var end = begin + char.MaxValue;
            found.AddRange(await purchases.FromSql($"select * from touchpoints_orders where number >= {begin} and number < {end}").AsNoTracking()
                .OrderByDescending(p => p.Position).Take(limit).ToListAsync(ct));
        }
        var numbers = found.Select(p => p.Number).Distinct().ToList();
        var all = await purchases.AsNoTracking().Where(p => numbers.Contains(p.Number)).ToListAsync(ct);
        return [.. all.GroupBy(p => owners.OwnerOf(p.Identity)).SelectMany(g => OrderBook.Of(new CustomerId(g.Key), g).Orders)
            .OrderByDescending(o => o.At).Take(limit)];
    }

    public async Task<IReadOnlyDictionary<CustomerId, OrdersOfOne>> Of(
        IReadOnlyDictionary<CustomerId, IReadOnlyList<int>> identities, CancellationToken ct)
    {
        var (purchases, told) = (db.Purchases, new List<Purchase>());
        var ownerOf = identities.SelectMany(pair => pair.Value.Select(number => (number, pair.Key))).ToDictionary();
        foreach (var some in ownerOf.Keys.Chunk(AskedAtOnce))
            told.AddRange(await purchases.AsNoTracking().Where(p => some.Contains(p.Identity)).ToListAsync(ct));
        return told.GroupBy(p => ownerOf[p.Identity]).ToDictionary(g => g.Key, g => OrderBook.Of(g.Key, g));
    }

    public async Task<CustomerSet> WhoSpent(decimal atLeast, Func<string?, bool> counts, CancellationToken ct)
    {
        var who = new CustomerSet();
        foreach (var some in (await WhoMayHaveSpent(atLeast, counts, ct)).Chunk(AskedAtOnce))
        {
            var identities = some.ToDictionary(pair => new CustomerId(pair.Key), pair => (IReadOnlyList<int>)[.. pair.Value]);
            foreach (var (customer, of) in await Of(identities, ct))
                if (of.Spend.Any(m => m.Amount >= atLeast && counts(m.Currency))) who.Add(customer.Value);
        }
        return who;
    }

    // An order counts as it was told last and loses what was paid back, so that nobody spent more than all that was ever placed.
    private async Task<IEnumerable<KeyValuePair<int, HashSet<int>>>> WhoMayHaveSpent(decimal atLeast, Func<string?, bool> counts, CancellationToken ct)
    {
        var (purchases, placed, theirs) = (db.Purchases, new Dictionary<(int Customer, string? Currency), decimal>(), new Dictionary<int, HashSet<int>>());
        var sums = purchases.GroupBy(p => new { p.Identity, p.Currency })
            .Select(g => new { g.Key.Identity, g.Key.Currency, Placed = g.Sum(p => p.Step == OrderStep.Placed && p.Amount > 0 ? p.Amount : 0) });
        await foreach (var sum in sums.AsAsyncEnumerable().WithCancellation(ct))
        {
            var customer = owners.OwnerOf(sum.Identity);
            if (!theirs.TryGetValue(customer, out var identities)) theirs[customer] = identities = [];
            identities.Add(sum.Identity);
            placed[(customer, sum.Currency)] = placed.GetValueOrDefault((customer, sum.Currency)) + (sum.Placed ?? 0) / Amounts.Unit;
        }
        var enough = placed.Where(pair => pair.Value >= atLeast && counts(pair.Key.Currency)).Select(pair => pair.Key.Customer).ToHashSet();
        return theirs.Where(pair => enough.Contains(pair.Key));
    }
}
