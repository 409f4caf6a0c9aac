using Throughline.Tests.Server;

namespace Throughline.Tests.Customers.Orders;

public class OrdersOfCustomersTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Orders_belong_to_whoever_their_identities_are_now_and_go_with_the_customer()
    {
        await using var server = await RunningServer.Start(Ct);
        await server.Tell("/v1/batch", "{\"batch\":[" + string.Join(',',
        [
            """{"type":"track","event":"Order Completed","anonymousId":"a-1","properties":{"orderId":"HP-74537","total":"1.234,50","currency":"eur"},"timestamp":"2026-03-01T10:00:00Z"}""",
            """{"type":"identify","userId":"anna","anonymousId":"a-1","traits":{"name":"Anna Berg"}}""",
            """{"type":"track","event":"Order Completed","userId":"anna","properties":{"order_id":12,"revenue":20,"currency":"EUR"},"timestamp":"2026-03-02T10:00:00Z"}""",
            """{"type":"track","event":"Order Refunded","userId":"anna","properties":{"orderId":"HP-74537","total":234.5},"timestamp":"2026-03-03T10:00:00Z"}""",
        ]) + "]}", Ct);
        await server.CatchUp(Ct);
        var id = await server.IdOf("userId:anna", Ct);

        var orders = await server.Get($"/api/customers/{id}/orders", Ct);
        Assert.Equal(2, orders.GetProperty("count").GetInt32());
        Assert.Equal(1020m, Assert.Single(orders.GetProperty("spend").EnumerateArray()).GetProperty("amount").GetDecimal());
        Assert.Equal(["12 placed 20", "HP-74537 partlyRefunded 1000"], orders.GetProperty("items").EnumerateArray()
            .Select(o => $"{o.GetProperty("number").GetString()} {o.GetProperty("state").GetString()} {o.GetProperty("paid").GetDecimal():0}"));

        Assert.Equal(0, (await server.Run(Ct, "erase", "--identity", "userId:anna", "--yes")).Exit);
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(server.Data, "throughline.db")};Pooling=false");
        await connection.OpenAsync(Ct);
        await using var command = connection.CreateCommand();
        command.CommandText = "select count(*) from touchpoints_orders";
        Assert.Equal(0L, await command.ExecuteScalarAsync(Ct));
    }
}
