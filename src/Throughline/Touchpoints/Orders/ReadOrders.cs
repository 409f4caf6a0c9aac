using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
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
}
