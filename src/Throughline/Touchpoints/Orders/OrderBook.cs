using Throughline.Contracts;

namespace Throughline.Touchpoints.Orders;

/// <summary>Makes orders of what was told of them. Pure.</summary>
internal static class OrderBook
{
    /// <summary>An order that is told of twice counts once, as it was told last; without a number each is one of its own.</summary>
    public static OrdersOfOne Of(CustomerId customer, IEnumerable<Purchase> told)
    {
        var (orders, strays) = (new List<Order>(), new List<Money>());
        foreach (var group in told.GroupBy(p => p.Number ?? $"\n{p.Position}"))
        {
            var steps = group.OrderBy(p => p.Position).ToList();
            var back = steps.Where(p => p.Step == OrderStep.Refunded).ToList();
            if (steps.FindLast(p => p.Step == OrderStep.Placed) is { } placed)
                orders.Add(Of(customer, placed, back, steps.Exists(p => p.Step == OrderStep.Cancelled), steps[^1].Position));
            else strays.AddRange(back.Where(p => p.Amount is not null).Select(p => new Money(-Math.Abs(p.Amount!.Value / Amounts.Unit), p.Currency)));
        }
        var spend = orders.Where(o => o.Paid is not null).Select(o => new Money(o.Paid!.Value, o.Currency)).Concat(strays)
            .GroupBy(m => m.Currency).Select(g => new Money(g.Sum(m => m.Amount), g.Key));
        return new OrdersOfOne([.. orders.OrderByDescending(o => o.At)], [.. spend.OrderByDescending(m => m.Amount)]);
    }

    private static Order Of(CustomerId customer, Purchase placed, List<Purchase> back, bool isCancelled, long position)
    {
        var amount = placed.Amount / Amounts.Unit;
        // A refund that does not say how much is of the whole order.
        var isWhole = back.Exists(p => p.Amount is null);
        decimal? left = amount is null ? null
            : isCancelled || isWhole ? 0
            : Math.Max(0, amount.Value - back.Sum(p => Math.Abs(p.Amount!.Value / Amounts.Unit)));
        var state = isCancelled ? OrderState.Cancelled
            : back.Count == 0 ? OrderState.Placed
            : left is 0 ? OrderState.Refunded : OrderState.PartlyRefunded;
        return new Order(customer, placed.Number, placed.At, left, placed.Currency, state, position);
    }
}
