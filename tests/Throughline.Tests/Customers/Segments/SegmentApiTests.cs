using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Throughline.Tests.Server;

namespace Throughline.Tests.Customers.Segments;

[Collection(SharedServer.Name)]
public class SegmentApiTests(SharedServer shared)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private RunningServer Server => shared.Server;

    [Fact]
    public async Task A_segment_is_written_listed_read_a_page_at_a_time_exported_and_deleted()
    {
        for (var i = 0; i < 5; i++) await Server.Tell("/v1/identify", $$"""{"userId":"seg-{{i}}","traits":{"shoe":{{40 + i}},"name":"=Seg {{i}}"} }""", Ct);
        var written = await Put(
            "big-feet", """{"key":"big-feet","name":"Big feet","match":"all","conditions":[{"kind":"trait","name":"shoe","op":"ge","value":42}]}""");
        Assert.Equal((200, 1), (written.Status, written.Body.GetProperty("version").GetInt32()));
        Assert.Contains(
            "big-feet", (await Server.Get("/api/segments", Ct)).GetProperty("items").EnumerateArray().Select(s => s.GetProperty("key").GetString()));

        var (seen, cursor) = (new List<string>(), "");
        for (var page = 0; cursor is not null && page < 5; page++)
        {
            var answer = await Server.Get($"/api/segments/big-feet/customers?limit=2&cursor={cursor}", Ct);
            Assert.Equal(3, answer.GetProperty("count").GetInt32());
            seen.AddRange(answer.GetProperty("items").EnumerateArray().Select(c => c.GetProperty("name").GetString()!));
            cursor = answer.GetProperty("next").GetString();
        }
        Assert.Equal(["=Seg 2", "=Seg 3", "=Seg 4"], seen.Order());

        var csv = await Server.Api.GetStringAsync("/api/segments/big-feet/export", Ct);
        Assert.Contains("'=Seg 3", csv, StringComparison.Ordinal);
        Assert.Equal(4, csv.Trim().Split("\r\n").Length);

        using var gone = await Server.Api.DeleteAsync("/api/segments/big-feet", Ct);
        Assert.Equal(204, (int)gone.StatusCode);
        Assert.Equal((404, "no_such_segment"), await Ask("/api/segments/big-feet/customers"));
    }

    [Fact]
    public async Task A_trait_nobody_has_makes_an_empty_segment_that_says_so()
    {
        await Put("nobody", """{"name":"Nobody","conditions":[{"kind":"trait","name":"no such trait"}]}""");
        var answer = await Server.Get("/api/segments/nobody/customers", Ct);
        Assert.Equal((0, 0), (answer.GetProperty("count").GetInt32(), answer.GetProperty("items").GetArrayLength()));
        Assert.Contains("no such trait", answer.GetProperty("hints")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_people_who_save_the_same_segment_the_second_is_told()
    {
        const string Body = """{"name":"Twice","version":0,"conditions":[{"kind":"identity","name":"email"}]}""";
        var both = await Task.WhenAll(Put("twice", Body), Put("twice", Body));
        Assert.Equal([200, 409], both.Select(a => a.Status).Order());
        Assert.Equal("changed_meanwhile", both.Single(a => a.Status == 409).Body.GetProperty("code").GetString());
        Assert.Equal(200, (await Put("twice", Body.Replace("\"version\":0", "\"version\":1", StringComparison.Ordinal))).Status);
        Assert.Equal(409, (await Put("twice", Body.Replace("\"version\":0", "\"version\":1", StringComparison.Ordinal))).Status);
    }

    [Theory]
    [InlineData("Odd Key!", """{"name":"N","conditions":[{"kind":"trait","name":"x"}]}""", "key")]
    [InlineData("new", """{"name":"N","conditions":[{"kind":"trait","name":"x"}]}""", "key")]
    [InlineData("k", """{"key":"other","name":"N","conditions":[{"kind":"trait","name":"x"}]}""", "key")]
    [InlineData("k", """{"conditions":[{"kind":"trait","name":"x"}]}""", "name")]
    [InlineData("k", """{"name":"N"}""", "conditions")]
    [InlineData("k", """{"name":"N","conditions":[]}""", "conditions")]
    [InlineData("k", """[1]""", "segment")]
    [InlineData("k", """{"name":"N","match":"some","conditions":[{"kind":"trait","name":"x"}]}""", "match")]
    [InlineData("k", """{"name":"N","conditions":["x"]}""", "conditions[0]")]
    [InlineData("k", """{"name":"N","conditions":[{"kind":"colour","name":"x"}]}""", "conditions[0].kind")]
    [InlineData("k", """{"name":"N","conditions":[{"kind":"trait"}]}""", "conditions[0].name")]
    [InlineData("k", """{"name":"N","conditions":[{"kind":"trait","name":"x","op":"like","value":"y"}]}""", "conditions[0].op")]
    [InlineData("k", """{"name":"N","conditions":[{"kind":"identity","name":"email","op":"gt","value":"y"}]}""", "conditions[0].op")]
    [InlineData("k", """{"name":"N","conditions":[{"kind":"trait","name":"x","op":"eq"}]}""", "conditions[0].value")]
    [InlineData("k", """{"name":"N","conditions":[{"kind":"trait","name":"x","op":"in","value":"y"}]}""", "conditions[0].value")]
    [InlineData("k", """{"name":"N","conditions":[{"kind":"trait","name":"x","op":"eq","value":{"a":1}}]}""", "conditions[0].value")]
    [InlineData("k", """{"name":"N","conditions":[{"kind":"stage","name":"no such stage"}]}""", "conditions[0].name")]
    [InlineData("k", """{"name":"N","conditions":[{"kind":"did","name":"E","op":"eq","value":1}]}""", "conditions[0].op")]
    [InlineData("k", """{"name":"N","conditions":[{"kind":"did","name":"E","times":0}]}""", "conditions[0].times")]
    [InlineData("k", """{"name":"N","conditions":[{"kind":"did","name":"E","times":2.5}]}""", "conditions[0].times")]
    [InlineData("k", """{"name":"N","conditions":[{"kind":"did","name":"E","days":0}]}""", "conditions[0].days")]
    [InlineData("k", """{"name":"N","conditions":[{"kind":"didNot","name":"E","days":-7}]}""", "conditions[0].days")]
    [InlineData("k", """{"name":"N","conditions":[{"kind":"did","name":"E","days":"30"}]}""", "conditions[0].days")]
    public async Task What_cannot_be_a_segment_is_refused_with_the_field_and_a_way_to_mend_it(string key, string body, string field)
    {
        var answer = await Put(Uri.EscapeDataString(key), body);
        Assert.Equal((422, "invalid"), (answer.Status, answer.Body.GetProperty("code").GetString()));
        Assert.Contains(field, answer.Body.GetProperty("faults").EnumerateArray().Select(f => f.GetProperty("field").GetString()));
    }

    [Fact]
    public async Task Two_hundred_conditions_are_too_many_and_broken_json_is_no_fault_of_ours()
    {
        var many = string.Join(',', Enumerable.Repeat("""{"kind":"trait","name":"x"}""", 200));
        Assert.Contains("at most 50", (await Put("many", $$"""{"name":"N","conditions":[{{many}}]}""")).Body.GetProperty("detail").GetString(),
            StringComparison.Ordinal);
        Assert.Equal(400, (await Put("many", "{")).Status);
    }

    private async Task<(int Status, JsonElement Body)> Put(string key, string json)
    {
        using var answer = await Server.Api.PutAsync("/api/segments/" + key, new StringContent(json, Encoding.UTF8, "application/json"), Ct);
        return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(Ct));
    }

    private async Task<(int, string?)> Ask(string path)
    {
        using var answer = await Server.Api.GetAsync(path, Ct);
        return ((int)answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("code").GetString());
    }
}
