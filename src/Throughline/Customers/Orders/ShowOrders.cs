using System.Text.Json;
using Throughline.Contracts;
using Throughline.Customers.Directory;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;

namespace Throughline.Customers.Orders;

/// <summary>Shows what one customer ordered.</summary>
public sealed class ShowOrders(CustomerDirectory directory, IOrders orders) : IFeature
{
    private static readonly OrdersOfOne None = new([], []);

    /// <param name="Count">Orders placed, each number once.</param>
    public sealed record Answer(int Count, IReadOnlyList<Money> Spend, IReadOnlyList<Line> Items, string? Next);

    /// <param name="State"><c>placed</c>, <c>partlyRefunded</c>, <c>refunded</c> or <c>cancelled</c>.</param>
    public sealed record Line(string? Number, DateTimeOffset At, decimal? Paid, string? Currency, string State, long Position);

    public async Task<OrdersOfOne> Of(CustomerId customer, CancellationToken ct)
    {
        var identities = await directory.IdentitiesOf(customer, ct);
        var all = await orders.Of(new Dictionary<CustomerId, IReadOnlyList<int>> { [customer] = identities }, ct);
        return all.GetValueOrDefault(customer, None);
    }

    private static Line ToLine(Order order) =>
        new(order.Number, order.At, order.Paid, order.Currency, JsonNamingPolicy.CamelCase.ConvertName(order.State.ToString()), order.Position);

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/api/customers/{id}/orders", async (string id, ShowOrders feature, CustomerDirectory directory, CancellationToken ct) =>
        {
            if (CustomerId.Parse(id) is not { } asked || await directory.Resolve(asked, ct) is not { } customer) return ShowCustomer.NotFound();
            var of = await feature.Of(customer, ct);
            return Results.Ok(new Answer(of.Orders.Count, of.Spend, [.. of.Orders.Select(ToLine)], Next: null));
        })
        .RequirePermission(CustomersPermissions.Read).WithTags("Customers").WithSummary("What a customer ordered, and what they spent").Produces<Answer>();
}
