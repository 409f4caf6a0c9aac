using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Throughline.Tests.Server;

namespace Throughline.Tests.Customers.Joining;

[Collection(SharedServer.Name)]
public class JoiningApiTests(SharedServer shared)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private RunningServer Server => shared.Server;

    [Theory]
    [InlineData("{\"other\":ID}")] // a number
    [InlineData("{\"other\":\"ID\"}")] // or a text, as ids are answered
    public async Task Two_customers_are_joined_split_and_joined_again_by_undoing(string body)
    {
        var run = body.Length; // names of its own for each run
        await Server.Tell("/v1/identify", $$"""{"userId":"hilda-{{run}}","traits":{"email":"hilda{{run}}@example.com"} }""", Ct);
        await Server.Tell("/v1/track", $$"""{"userId":"hilda-{{run}}-b","event":"E"}""", Ct);
        var (one, two) = (await Server.IdOf($"userId:hilda-{run}", Ct), await Server.IdOf($"userId:hilda-{run}-b", Ct));

        var joined = await Post($"/api/customers/{two}/merge", body.Replace("ID", one, StringComparison.Ordinal));
        Assert.Equal((200, one), (joined.Status, joined.Body.GetProperty("id").GetString()));
        Assert.Equal(one, (await Server.Get("/api/customers/" + two, Ct)).GetProperty("id").GetString());
        Assert.Equal(2, (await Server.Get($"/api/customers/{one}/timeline", Ct)).GetProperty("items").GetArrayLength());

        var split = await Post($"/api/customers/{one}/split", $$"""{"identities":["userId:hilda-{{run}}-b"]}""");
        Assert.Equal((one, two), (split.Body.GetProperty("id").GetString(), split.Body.GetProperty("other").GetString()));
        Assert.Equal(two, await Server.IdOf($"userId:hilda-{run}-b", Ct));
        var why = (await Server.Get($"/api/customers/{two}/identities", Ct)).GetProperty("items")[0].GetProperty("ties")[0];
        Assert.Equal(JsonValueKind.String, why.GetProperty("retractedAt").ValueKind);

        Assert.Equal(200, (await Post($"/api/customers/decisions/{split.Body.GetProperty("decision").GetInt32()}/undo", "{}")).Status);
        Assert.Equal(one, await Server.IdOf($"userId:hilda-{run}-b", Ct));
    }

    [Fact]
    public async Task A_wrong_call_is_answered_with_a_code()
    {
        await Server.Tell("/v1/identify", """{"userId":"ingrid","traits":{"email":"ingrid@example.com"}}""", Ct);
        var id = await Server.IdOf("userId:ingrid", Ct);
        foreach (var (path, body, status, code) in ((string, string, int, string)[])
        [
            ($"/api/customers/{id}/merge", $$"""{"other":{{id}} }""", 422, "already_one"),
            ($"/api/customers/{id}/merge", """{"other":999999999}""", 404, "no_such_customer"),
            ($"/api/customers/{id}/merge", "{}", 404, "no_such_customer"),
            ("/api/customers/999999999/split", """{"identities":["userId:ingrid"]}""", 404, "no_such_customer"),
            ($"/api/customers/{id}/split", """{"identities":["userId:ingrid","email:ingrid@example.com"]}""", 422, "invalid"),
            ($"/api/customers/{id}/split", "{}", 422, "invalid"),
            ($"/api/customers/{id}/split", """{"identities":[null]}""", 422, "invalid"),
            ($"/api/customers/{id}/split", """{"identities":"userId:ingrid"}""", 400, "bad_request"),
            ("/api/customers/decisions/999999/undo", "{}", 404, "no_such_decision"),
        ])
        {
            var answer = await Post(path, body);
            Assert.Equal((status, code), (answer.Status, answer.Body.GetProperty("code").GetString()));
        }
    }

    private async Task<(int Status, JsonElement Body)> Post(string path, string json)
    {
        using var answer = await Server.Api.PostAsync(path, new StringContent(json, Encoding.UTF8, "application/json"), Ct);
        return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(Ct));
    }
}
