using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Throughline.Platform.Journal;
using Throughline.Tests.Data.Import;
using Throughline.Tests.Platform.Server;
using Throughline.Tests.Server;

namespace Throughline.Tests.Platform.Journal;

/// <summary>The message ids that the house makes are set aside at every door that does not make them.</summary>
[Collection(SharedServer.Name)]
public class ReservedIdTests(SharedServer shared)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private RunningServer Server => shared.Server;

    [Fact]
    public async Task Whoever_has_a_write_key_cannot_make_a_later_call_a_repeat()
    {
        string[] ids =
        [.. Enumerable.Range(1, 1_000).Select(n => $"outbox:{n}"), .. Enumerable.Range(1, 20).Select(n => $"fact:{n:x32}"), "order:7",
            "row:7", "hook:carrier:7"
        ];
        var batch = new { batch = ids.Select(id => new { type = "track", @event = "Forged", userId = "forger", messageId = id }) };
        var answer = await Server.Send("/v1/batch", JsonSerializer.Serialize(batch), Ct);
        Assert.Equal(200, answer.Status);
        Assert.Equal(0, answer.Body.GetProperty("accepted").GetInt32());
        var aside = answer.Body.GetProperty("setAside").EnumerateArray().ToList();
        Assert.Equal(ids.Length, aside.Count);
        Assert.All(aside, item => Assert.Equal("reserved_message_id", item.GetProperty("code").GetString()));
        Assert.Contains("leave messageId out", aside[0].GetProperty("message").GetString(), StringComparison.Ordinal);

        await Server.Send("/v1/track", """{"event":"Seen","userId":"called-later","messageId":"my-order:7"}""", Ct);
        await Server.CatchUp(Ct);
        var seen = Assert.Single(await Server.Timeline("userId:called-later", Ct));
        Assert.Equal("my-order:7", seen.GetProperty("messageId").GetString());
        var customer = (await Server.Get("/api/customers?identity=userId:called-later", Ct)).GetProperty("items")[0].GetProperty("id").ToString();
        var logged = await Server.Api.PostAsJsonAsync(
            new Uri($"/api/customers/{customer}/interactions", UriKind.Relative), new { what = "call", text = "Asked about tents" }, Ct);
        Assert.Equal(HttpStatusCode.NoContent, logged.StatusCode);
        await Server.CatchUp(Ct);
        var call = (await Server.Timeline("userId:called-later", Ct)).Single(i => i.GetProperty("event").GetString() == "Call Logged");
        Assert.StartsWith("fact:", call.GetProperty("messageId").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("key ", call.GetProperty("properties").GetProperty("loggedBy").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_may_name_orders_and_rows_but_no_facts_and_no_webhooks()
    {
        await using var host = await TestHost.Start(Ct);
        var line = await host.Import(
            "userId,event,messageId\na,E,order:1\na,E,row:1\na,E,fact:1\na,E,hook:x:1\na,E,outbox:1\na,E,mine:1\n", new("interactions"));
        Assert.Equal((6, 3, 0, 3), line.Rows());
        Assert.Equal(["order:1", "row:1", "mine:1"], host.Everything().Select(e => e.MessageId));
        Assert.Equal("reserved_message_id", Assert.Single(line.Reasons).Code);
    }

    [Theory]
    [InlineData("fact:1", false)]
    [InlineData("fact:", false)]
    [InlineData("order:1", true)]
    [InlineData("Fact:1", true)]
    [InlineData("fact", true)]
    [InlineData("my:fact:1", true)]
    [InlineData("", true)]
    [InlineData(null, true)]
    public void Only_ids_that_begin_with_a_prefix_of_another_are_refused(string? id, bool isMine) =>
        Assert.Equal(isMine, ReservedIds.WhyNot(id, ReservedIds.Order) is null);
}
