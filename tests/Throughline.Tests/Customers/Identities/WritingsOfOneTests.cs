using Throughline.Tests.Server;

namespace Throughline.Tests.Customers.Identities;

/// <summary>What arrives with a key that a page shows to everybody: one person in several writings is one, and nobody says who others are.</summary>
[Collection(SharedServer.Name)]
public class WritingsOfOneTests(SharedServer shared) : IAsyncLifetime
{
    private string _public = "";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private RunningServer Server => shared.Server;

    public async ValueTask InitializeAsync() => _public = Sending.Basic((await Server.MakeKey("write", Ct)).Key + ":");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("phone", "+442079461003", "(+44) 20 7946 1003")]
    [InlineData("phone", "+442079461004", "＋44 (0)20 7946 1004")]
    [InlineData("email", "w3@x.example", "mailto:w3@x.example;")]
    [InlineData("email", "w4@bücher.example", "<W4@xn--bcher-kva.example>")]
    public async Task Two_browsers_that_state_it_in_two_writings_are_one_customer(string kind, string plain, string other)
    {
        await Tell($$"""{"type":"identify","anonymousId":"one-{{plain}}","traits":{"{{kind}}":"{{plain}}"} }""",
            $$"""{"type":"identify","anonymousId":"two-{{plain}}","traits":{"{{kind}}":"{{other}}"} }""");
        var one = await Server.IdOf("anonymousId:one-" + plain, Ct);
        Assert.Equal(one, await Server.IdOf("anonymousId:two-" + plain, Ct));
        Assert.Equal(one, await Server.IdOf($"{kind}:{other}", Ct));
        Assert.Equal(one, (await Server.Get("/api/customers?q=" + Uri.EscapeDataString(other), Ct)).GetProperty("items")[0].GetProperty("id").GetString());
    }

    [Fact]
    public async Task Two_desks_of_one_switchboard_are_two_people()
    {
        await Tell("""{"type":"identify","anonymousId":"desk-1","traits":{"phone":"+44 20 7946 1022 x1"}}""",
            """{"type":"identify","anonymousId":"desk-2","traits":{"phone":"+44 20 7946 1022 x2"}}""");
        Assert.NotEqual(await Server.IdOf("anonymousId:desk-1", Ct), await Server.IdOf("anonymousId:desk-2", Ct));
        Assert.Equal("+44 20 7946 1022 x1", (await Server.Customer("anonymousId:desk-1", Ct)).GetProperty("traits").GetProperty("phone").GetString());
    }

    [Fact]
    public async Task A_trait_that_is_too_long_is_cut_marked_and_told()
    {
        var answer = await Server.Send("/v1/batch", "{\"batch\":[" + string.Join(',',
            $$"""{"type":"identify","userId":"long-1","traits":{"plan":"pro","about":"{{new string('x', 2_500)}}","phone":"{{new string('1', 130)}}"} }""",
            $$"""{"type":"alias","userId":"long-1","previousId":"{{new string('p', 257)}}"}""") + "]}", Ct, _public);
        await Server.CatchUp(Ct);
        Assert.Equal(1, answer.Body.GetProperty("accepted").GetInt32());
        Assert.Equal("identity_too_long", answer.Body.GetProperty("setAside")[0].GetProperty("code").GetString());
        Assert.Equal(["0 phone_too_long", "0 trait_cut"],
            answer.Body.GetProperty("warnings").EnumerateArray().Select(w => $"{w.GetProperty("index")} {w.GetProperty("code")}"));
        var about = (await Server.Customer("userId:long-1", Ct)).GetProperty("traits").GetProperty("about").GetString()!;
        Assert.Equal((2_000, true), (about.Length, about.EndsWith('…')));
    }

    [Theory]
    [InlineData("")]
    [InlineData(""","context":{"library":{"name":"@segment/analytics-node","version":"3.1.0"}}""")]
    [InlineData(""","context":{"channel":"server","library":{"name":"analytics-python"}}""")]
    [InlineData(""","context":{"channel":"partner"}""")]
    public async Task A_public_key_joins_no_two_known_customers_whatever_it_calls_itself(string context)
    {
        var n = Guid.CreateVersion7().ToString("N");
        await Tell($$"""{"type":"identify","userId":"vera-{{n}}","traits":{"email":"vera-{{n}}@x.example"} }""",
            $$"""{"type":"identify","anonymousId":"ben-{{n}}","traits":{"phone":"+4420794{{Random.Shared.Next(10_000, 99_999)}}"} }""",
            $$"""{"type":"track","event":"E","userId":"stranger-{{n}}"}""");
        await Tell($$"""{"type":"alias","userId":"stranger-{{n}}","previousId":"vera-{{n}}"{{context}} }""",
            $$"""{"type":"identify","userId":"stranger-{{n}}","traits":{"email":"vera-{{n}}@x.example"}{{context}} }""",
            $$"""{"type":"identify","userId":"stranger-{{n}}","anonymousId":"ben-{{n}}"{{context}} }""");
        var ids = new HashSet<string>();
        foreach (var identity in (string[])[$"userId:vera-{n}", $"anonymousId:ben-{n}", $"userId:stranger-{n}"]) ids.Add(await Server.IdOf(identity, Ct));
        Assert.Equal(3, ids.Count);

        await Server.Tell("/v1/alias", $$"""{"userId":"stranger-{{n}}","previousId":"vera-{{n}}"}""", Ct);
        Assert.Equal(await Server.IdOf($"userId:vera-{n}", Ct), await Server.IdOf($"userId:stranger-{n}", Ct));
    }

    [Fact]
    public async Task What_a_colleague_split_is_joined_again_by_our_own_server_and_by_no_public_key()
    {
        await Tell("""{"type":"identify","userId":"olle-k","anonymousId":"olles-tablet"}""");
        var olle = await Server.IdOf("userId:olle-k", Ct);
        using var split = await Server.Api.PostAsync($"/api/customers/{olle}/split",
            new StringContent("""{"identities":["anonymousId:olles-tablet"]}""", System.Text.Encoding.UTF8, "application/json"), Ct);
        Assert.True(split.IsSuccessStatusCode);
        const string alias = """{"type":"alias","userId":"olle-k","previousId":"olles-tablet","context":{"channel":"server"}}""";
        await Tell(alias, """{"type":"identify","userId":"olle-k","anonymousId":"olles-tablet"}""");
        Assert.NotEqual(await Server.IdOf("userId:olle-k", Ct), await Server.IdOf("anonymousId:olles-tablet", Ct));

        var bySecret = await Server.Send("/v1/alias", alias, Ct, Sending.Basic(Server.SecretKey + ":"));
        await Server.CatchUp(Ct);
        Assert.Equal(200, bySecret.Status);
        Assert.Equal(await Server.IdOf("userId:olle-k", Ct), await Server.IdOf("anonymousId:olles-tablet", Ct));
    }

    [Fact]
    public async Task Nobody_makes_an_address_one_of_many_by_writing_it_into_a_page()
    {
        await Tell("""{"type":"identify","userId":"siri-k","traits":{"email":"siri-k@x.example"}}""");
        for (var i = 0; i < 5; i++)
            await Tell($$"""{"type":"track","event":"E","userId":"siri-foe-{{i}}"}""",
                $$"""{"type":"identify","userId":"siri-foe-{{i}}","traits":{"email":"siri-k@x.example"} }""");
        await Tell("""{"type":"identify","anonymousId":"siris-browser","traits":{"email":"siri-k@x.example"}}""");
        Assert.Equal(await Server.IdOf("userId:siri-k", Ct), await Server.IdOf("anonymousId:siris-browser", Ct));
    }

    private async Task Tell(params string[] events)
    {
        var answer = await Server.Send("/v1/batch", "{\"batch\":[" + string.Join(',', events) + "]}", Ct, _public);
        Assert.Equal((200, events.Length), (answer.Status, answer.Body.GetProperty("accepted").GetInt32()));
        await Server.CatchUp(Ct);
    }
}
