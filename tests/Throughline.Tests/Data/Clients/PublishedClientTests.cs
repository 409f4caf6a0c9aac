using System.Diagnostics;
using System.Text.Json;
using Throughline.Tests.Server;

namespace Throughline.Tests.Data.Clients;

[Collection(SharedServer.Name)]
public class PublishedClientTests(SharedServer shared)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private RunningServer Server => shared.Server;

    [Fact]
    public async Task What_the_node_client_sends_arrives_whole_and_joined()
    {
        await PublishedClients.Install(Ct);
        await PublishedClients.Run("node", Ct, "node.mjs", Server.Address.ToString().TrimEnd('/'), Server.WriteKey);
        await Server.CatchUp(Ct);

        var anna = await Server.Customer("userId:node-anna", Ct);
        Assert.Equal("Anna Nodström", anna.GetProperty("name").GetString());
        Assert.Equivalent(
            (string[])["anonymousId:node-browser-17", "anonymousId:node-older-browser", "userId:node-anna", "email:anna.node@example.com"],
            anna.Identities(),
            strict: true);
        var told = (await Server.Timeline("userId:node-anna", Ct)).ToDictionary(i => i.GetProperty("messageId").GetString()!);
        Assert.Equal(31, told.Count);
        var first = told["node-first"];
        Assert.Equal(("Product Viewed", "server"), (first.GetProperty("event").GetString(), first.GetProperty("channel").GetString()));
        Assert.Equal(
            DateTimeOffset.Parse("2026-03-01T10:00:00.123Z", System.Globalization.CultureInfo.InvariantCulture),
            first.GetProperty("at").GetDateTimeOffset(),
            TimeSpan.FromSeconds(5));
        Assert.True(JsonElement.DeepEquals(
            JsonElement.Parse("""{"product_id":"oak-bench","price":149.9,"tags":["garden","wood"],"note":"Größe „L“ 🪵"}"""),
            first.GetProperty("properties")));
        Assert.Equal(["page:Garden", "screen:Basket"], new[] { "node-page", "node-screen" }.Select(id => told[id].GetProperty("event").GetString()));
        Assert.Equal(Enumerable.Range(0, 25),
            Enumerable.Range(0, 25).Select(i => told[$"node-step-{i}"].GetProperty("properties").GetProperty("i").GetInt32()));
        var context = Journal("node-first").GetProperty("context");
        Assert.Equal(("spring", "/garden", "203.0.113.0", "Shop/2.0"), (
            context.GetProperty("campaign").GetProperty("name").GetString(),
            context.GetProperty("page").GetProperty("path").GetString(),
            context.GetProperty("ip").GetString(),
            context.GetProperty("userAgent").GetString()));
        Assert.Equal("@segment/analytics-node", context.GetProperty("library").GetProperty("name").GetString());
    }

    [Fact]
    public async Task What_the_browser_client_sends_from_a_page_in_chromium_arrives_whole_and_joined()
    {
        await PublishedClients.Install(Ct);
        await using (var page = await ShopPage.Open(Server, Ct)) await Until(async () => (await Server.Customers("userId:browser-berit", Ct)).Count == 1
            && (await Server.Timeline("userId:browser-berit", Ct)).Count == 4);

        var berit = await Server.Customer("userId:browser-berit", Ct);
        Assert.Equal(("Berit Browser", 3), (berit.GetProperty("name").GetString(), berit.Identities().Count()));
        Assert.Contains("email:berit@example.com", berit.Identities());
        Assert.Contains(berit.Identities(), identity => identity.StartsWith("anonymousId:", StringComparison.Ordinal));
        var told = await Server.Timeline("userId:browser-berit", Ct);
        Assert.Equivalent(
            (string[])["page:Garden", "Product Viewed", "identify", "Order Completed"],
            told.Select(i => i.GetProperty("event").GetString() ?? i.GetProperty("type").GetString()),
            strict: true);
        Assert.All(told, item => Assert.Equal("web", item.GetProperty("channel").GetString()));
        var viewed = told.Single(i => i.GetProperty("event").GetString() == "Product Viewed");
        Assert.Equal(("oak-bench", 149.9, "Größe „L“ 🪵"), (
            viewed.GetProperty("properties").GetProperty("product_id").GetString(),
            viewed.GetProperty("properties").GetProperty("price").GetDouble(),
            viewed.GetProperty("properties").GetProperty("note").GetString()));
        Assert.Equal(TimeProvider.System.GetUtcNow(), viewed.GetProperty("at").GetDateTimeOffset(), TimeSpan.FromMinutes(1));
        var context = Journal(viewed.GetProperty("messageId").GetString()!).GetProperty("context");
        Assert.Equal(("letter", "spring"),
            (context.GetProperty("campaign").GetProperty("source").GetString(), context.GetProperty("campaign").GetProperty("name").GetString()));
        Assert.Contains("Chrome", context.GetProperty("userAgent").GetString(), StringComparison.Ordinal);
        Assert.Equal("/", context.GetProperty("page").GetProperty("path").GetString());
    }

    [Fact]
    public async Task A_client_that_names_its_key_in_the_body_alone_arrives_whole_and_joined()
    {
        // As the Python client writes it: gzip, explicit nulls, numbers of the time with an offset, no Authorization.
        var body = $$"""
            {"batch":[
             {"integrations":{},"anonymousId":"py-visitor","properties":{"total":12.5,"items":[1,2]},"timestamp":"2026-04-01T12:00:00.123456+02:00","context":{"library":{"name":"analytics-python","version":"2.3.4"} },"userId":null,"type":"track","event":"Order Completed","messageId":"py-1"},
             {"integrations":{},"anonymousId":"py-visitor","timestamp":"2026-04-01T12:00:01+02:00","context":{"library":{"name":"analytics-python","version":"2.3.4"} },"userId":"py-paul","type":"identify","traits":{"email":"paul@example.com"},"messageId":"py-2"}],
             "writeKey":"{{Server.WriteKey}}","sentAt":null}
            """;
        var answer = await Server.Send("/v1/batch", body, Ct, authorization: null, gzip: true);
        await Server.CatchUp(Ct);

        Assert.Equal((200, 2), (answer.Status, answer.Body.GetProperty("accepted").GetInt32()));
        Assert.Equivalent(
            (string[])["anonymousId:py-visitor", "userId:py-paul", "email:paul@example.com"],
            (await Server.Customer("userId:py-paul", Ct)).Identities(),
            strict: true);
        var told = await Server.Timeline("userId:py-paul", Ct);
        Assert.Equal(["py-2", "py-1"], told.Select(i => i.GetProperty("messageId").GetString()));
        Assert.Equal("2026-04-01T10:00:00.1234560+00:00",
            told[1].GetProperty("at").GetDateTimeOffset().ToString("O", System.Globalization.CultureInfo.InvariantCulture));
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse("""{"total":12.5,"items":[1,2]}"""), told[1].GetProperty("properties")));
    }

    // The timeline shows properties; what else was said stands in the journal.
    private JsonElement Journal(string messageId)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(Server.Data, "journal.db")};Mode=ReadOnly;Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select body from journal_interactions where message_id = $id";
        command.Parameters.AddWithValue("$id", messageId);
        return JsonElement.Parse((byte[])command.ExecuteScalar()!);
    }

    private static async Task Until(Func<Task<bool>> seen)
    {
        for (var waited = Stopwatch.StartNew(); !await seen(); await Task.Delay(100, Ct))
            if (waited.Elapsed > TimeSpan.FromSeconds(40)) throw new TimeoutException("The browser's events did not arrive.");
    }
}
