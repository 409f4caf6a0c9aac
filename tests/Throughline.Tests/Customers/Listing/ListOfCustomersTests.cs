using System.Net;
using System.Text.Json;
using Throughline.Tests.Server;

namespace Throughline.Tests.Customers.Listing;

/// <summary>Four customers: Anna bought much on the web, Boris a little by phone long ago, one with a formula for a name, and a browser.</summary>
public sealed class FourCustomers : IAsyncLifetime
{
    private RunningServer? _server;

    public RunningServer Server => _server ?? throw new InvalidOperationException("The server has not started.");

    public async ValueTask InitializeAsync()
    {
        var ct = TestContext.Current.CancellationToken;
        _server = await RunningServer.Start(ct);
        await _server.Tell("/v1/batch", "{\"batch\":[" + string.Join(',',
        [
            Identify("anna", "Anna Berg", 200), Track("anna", "Order Completed", 2, "web", """{"orderId":"A1","total":1200,"currency":"EUR"}"""),
            Identify("boris", "boris ek", 100), Track("boris", "Order Completed", 45, "phone", """{"orderId":"B1","total":80,"currency":"EUR"}"""),
            Track("boris", "Order Refunded", 44, "phone", """{"orderId":"B1","total":50}"""),
            Identify("cesar", "=Cesar", 50), Track("cesar", "Store Visited", 10, "store", "{}"),
            $$"""{"type":"track","event":"Looked","anonymousId":"b-1","context":{"channel":"web"},"timestamp":"{{Ago(3)}}"}""",
        ]) + "]}", ct);
        await _server.CatchUp(ct);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
    }

    private static string Identify(string user, string name, int daysAgo) =>
        $$$"""{"type":"identify","userId":"{{{user}}}","traits":{"name":"{{{name}}}"},"context":{"channel":"server"},"timestamp":"{{{Ago(daysAgo)}}}"}""";

    private static string Track(string user, string name, int daysAgo, string channel, string properties) =>
        $$$"""
        {"type":"track","event":"{{{name}}}","userId":"{{{user}}}","properties":{{{properties}}},
         "context":{"channel":"{{{channel}}}"},"timestamp":"{{{Ago(daysAgo)}}}"}
        """;

    private static string Ago(int days) => TimeProvider.System.GetUtcNow().AddDays(-days).ToString("O", System.Globalization.CultureInfo.InvariantCulture);
}

public sealed class ListOfCustomersTests(FourCustomers company) : IClassFixture<FourCustomers>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "Anna Berg,,=Cesar,boris ek")]
    [InlineData("sort=lastSeen", "boris ek,=Cesar,,Anna Berg")]
    [InlineData("sort=-firstSeen", ",=Cesar,boris ek,Anna Berg")]
    [InlineData("sort=firstSeen", "Anna Berg,boris ek,=Cesar,")]
    [InlineData("sort=name", "=Cesar,Anna Berg,boris ek,")]
    [InlineData("sort=-name", "boris ek,Anna Berg,=Cesar,")]
    [InlineData("known=yes", "Anna Berg,=Cesar,boris ek")]
    [InlineData("known=no", "")]
    [InlineData("channel=phone", "boris ek")]
    [InlineData("channel=web&known=yes", "Anna Berg")]
    [InlineData("spend=30", "Anna Berg,boris ek")]
    [InlineData("spend=30.5", "Anna Berg")]
    [InlineData("spend=30&currency=SEK", null)]
    [InlineData("spend=30&currency=eur&seen=over30d", "boris ek")]
    [InlineData("seen=7d", "Anna Berg,")]
    [InlineData("seen=over7d", "=Cesar,boris ek")]
    [InlineData("seen=over7d&sort=name&known=yes", "=Cesar,boris ek")]
    [InlineData("q=anna&seen=over7d", null)]
    [InlineData("q=boris&seen=over7d", "boris ek")]
    public async Task Filters_leave_whom_they_say_in_the_order_asked_however_short_the_pages(string asked, string? names)
    {
        Assert.Equal(names, await Names(asked, 100));
        Assert.Equal(names, await Names(asked, 1));
    }

    [Theory]
    [InlineData("stage=nowhere", "unknown_stage")]
    [InlineData("segment=none", "no_such_segment")]
    [InlineData("spend=much", "misasked")]
    [InlineData("seen=lately", "misasked")]
    [InlineData("known=perhaps", "misasked")]
    [InlineData("sort=shoe", "misasked")]
    [InlineData("sort=name&cursor=12-1", "misasked")]
    public async Task A_filter_that_is_none_is_refused_by_name(string asked, string code)
    {
        using var answer = await company.Server.Api.GetAsync($"/api/customers?{asked}", Ct);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(code, JsonElement.Parse(await answer.Content.ReadAsStringAsync(Ct)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task What_is_listed_is_written_as_a_file_with_orders_and_nothing_to_run()
    {
        var lines = (await company.Server.Api.GetStringAsync("/customers.csv?known=yes&sort=name", Ct)).TrimStart('\uFEFF').Trim().Split("\r\n");
        Assert.Equal("customer,name,stage,userId,email,phone,orders,spend,firstSeen,lastSeen", lines[0]);
        Assert.Equal(["'=Cesar", "Anna Berg", "boris ek"], lines[1..].Select(line => line.Split(',')[1]));
        Assert.Contains(",anna,,,1,1200.00 EUR,", lines[2], StringComparison.Ordinal);
        Assert.Contains(",boris,,,1,30.00 EUR,", lines[3], StringComparison.Ordinal);

        using var refused = await company.Server.Api.GetAsync("/customers.csv?sort=shoe", Ct);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    // Null: nobody.
    private async Task<string?> Names(string asked, int limit)
    {
        var (names, cursor) = (new List<string>(), (string?)"");
        while (cursor is not null)
        {
            var page = await company.Server.Get($"/api/customers?{asked}&limit={limit}&cursor={cursor}", Ct);
            names.AddRange(page.GetProperty("items").EnumerateArray().Select(c => c.GetProperty("name").GetString()!));
            cursor = page.GetProperty("next").GetString();
            Assert.True(names.Count < 10);
        }
        return names.Count == 0 ? null : string.Join(',', names);
    }
}
