using Throughline.JourneyEngine;

namespace Throughline.Contracts;

/// <summary>What customers ordered (docs/metrics.md: orders and spend). Whose an order is decides at the moment it is asked.</summary>
public interface IOrders : IPart
{
    /// <summary>Orders whose number begins with a text, the newest first.</summary>
    Task<IReadOnlyList<Order>> Find(string number, int limit, CancellationToken ct);

    /// <summary>The orders of each customer together, for those who have any.</summary>
    /// <param name="identities">The numbers of all identities of each.</param>
    Task<IReadOnlyDictionary<CustomerId, OrdersOfOne>> Of(IReadOnlyDictionary<CustomerId, IReadOnlyList<int>> identities, CancellationToken ct);

    /// <summary>Who has spent at least so much in one currency.</summary>
    /// <param name="counts">Whether a currency is one that was asked about; null is that of amounts that name none.</param>
    Task<CustomerSet> WhoSpent(decimal atLeast, Func<string?, bool> counts, CancellationToken ct);
}

/// <param name="Number">As the company numbers it; null when it was not told.</param>
/// <param name="Paid">What is left of its amount after refunds; 0 of a cancelled one; null when no amount was told.</param>
/// <param name="Position">The interaction that told of it last.</param>
public sealed record Order(CustomerId Customer, string? Number, DateTimeOffset At, decimal? Paid, string? Currency, OrderState State, long Position);

public enum OrderState { Placed, PartlyRefunded, Refunded, Cancelled }

/// <param name="Orders">The newest first.</param>
/// <param name="Spend">By currency, the largest first; refunds of orders that nobody told of are taken off too.</param>
public sealed record OrdersOfOne(IReadOnlyList<Order> Orders, IReadOnlyList<Money> Spend);

/// <param name="Currency">ISO 4217; null when it was not told.</param>
public sealed record Money(decimal Amount, string? Currency);
