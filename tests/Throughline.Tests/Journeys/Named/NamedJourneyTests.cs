using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Throughline.Tests.Journeys.Named;

[Collection(nameof(ChangingShop))]
public class NamedJourneyTests(ChangingShop shop)
{
    private const string Good =
        """{"name":"Checkout to order","goal":"Be done quickly","owner":{"department":"Product"},"steps":[{"event":"Checkout Started"},{"event":"Order Completed"}],"windowSeconds":3600,"targetShare":0.9,"targetSeconds":900}""";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_company_begins_with_two_journeys_and_names_its_own()
    {
        var shipped = (await shop.Server.Get("/api/journeys/named", Ct)).GetProperty("items").EnumerateArray().ToList();
        Assert.Contains(shipped, j => j.GetProperty("key").GetString() == "first-order"
            && j.GetProperty("owner").GetProperty("department").GetString() == "Product");
        Assert.Contains(shipped, j => j.GetProperty("key").GetString() == "after-the-order" && j.GetProperty("targetShare").ValueKind == JsonValueKind.Null);

        Assert.Equal(201, (await Put("kept", Good)).Status);
        Assert.Equal(200, (await Put("kept", Good.Replace("0.9", "0.5", StringComparison.Ordinal))).Status);
        Assert.Equal(0.5, (await shop.Server.Get("/api/journeys/named/kept", Ct)).GetProperty("targetShare").GetDouble());
        Assert.Equal(204, (int)(await shop.Server.Api.DeleteAsync(new Uri("/api/journeys/named/kept", UriKind.Relative), Ct)).StatusCode);
        Assert.Equal(404, (int)(await shop.Server.Api.DeleteAsync(new Uri("/api/journeys/named/kept", UriKind.Relative), Ct)).StatusCode);
    }

    [Fact]
    public async Task It_is_measured_against_its_targets_with_an_interval()
    {
        await Put("measured", Good);
        var measured = await shop.Server.Get("/api/journeys/named/measured/measured?" + ChangingShop.Now, Ct);

        Assert.Equal(["300,0", "130,170"], measured.GetProperty("steps").EnumerateArray().Select(s => $"{s.GetProperty("customers")},{s.GetProperty("lost")}"));
        Assert.Equal(130 / 300.0, measured.GetProperty("share").GetDouble(), 9);
        Assert.InRange(measured.GetProperty("high").GetDouble(), 0.45, 0.5);
        Assert.Equal(("missed", 600.0), (Verdict(measured), measured.GetProperty("medianSeconds").GetDouble()));
        Assert.Equal(("reached", 130), (Verdict(measured.GetProperty("inTime")), measured.GetProperty("inTime").GetProperty("customers").GetInt32()));

        // The interval holds the target: nothing is claimed.
        await Put("measured", Good.Replace("0.9", "0.45", StringComparison.Ordinal));
        Assert.Equal("undecided", Verdict(await shop.Server.Get("/api/journeys/named/measured/measured?" + ChangingShop.Now, Ct)));
    }

    [Theory]
    [InlineData("Caps", "{}", "key")]
    [InlineData("new", "{}", "key")]
    [InlineData("ok", """{"name":" "}""", "name")]
    [InlineData("ok", """{"steps":[{"event":"Checkout Started"}]}""", "steps")]
    [InlineData("ok", """{"steps":[{"event":"Checkout Started"},null]}""", "steps")]
    [InlineData("ok", """{"steps":[{"event":"Checkout Started"},{"event":"A","where":[{"property":"browser","op":"like","value":"x"}]}]}""", "steps")]
    [InlineData("ok", """{"windowSeconds":0}""", "window")]
    [InlineData("ok", """{"targetShare":90}""", "targetShare")]
    [InlineData("ok", """{"targetSeconds":7200}""", "targetTime")]
    [InlineData("ok", """{"owner":{"department":""}}""", "department")]
    public async Task What_is_wrong_is_said_at_its_field(string key, string change, string field)
    {
        var asked = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(Good)!;
        foreach (var (name, value) in JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(change)!) asked[name] = value;
        var refused = await Put(key, JsonSerializer.Serialize(asked));
        Assert.Equal(422, refused.Status);
        Assert.Contains(refused.Body.GetProperty("faults").EnumerateArray(), f => f.GetProperty("field").GetString() == field);
    }

    private static string? Verdict(JsonElement of) => of.GetProperty("verdict").GetString();

    private async Task<(int Status, JsonElement Body)> Put(string key, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await shop.Server.Api.PutAsync(new Uri("/api/journeys/named/" + key, UriKind.Relative), content, Ct);
        return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(Ct));
    }
}
