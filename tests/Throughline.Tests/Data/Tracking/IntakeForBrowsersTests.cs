using System.Net;
using System.Text.Json;
using Throughline.Tests.Server;

namespace Throughline.Tests.Data.Tracking;

[Collection(SharedServer.Name)]
public class IntakeForBrowsersTests(SharedServer shared)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private RunningServer Server => shared.Server;

    [Fact]
    public async Task The_settings_are_exactly_what_the_published_client_expects()
    {
        using var answer = await Server.Doors.GetAsync($"/v1/projects/{Server.WriteKey}/settings", Ct);
        var expected = JsonElement.Parse($$"""
            {"integrations":{"Segment.io":{"apiKey":"{{Server.WriteKey}}","apiHost":"{{Server.Address.Authority}}/v1","protocol":"http"} },
             "plan":{"track":{"__default":{"enabled":true,"integrations":{} } },"identify":{"__default":{"enabled":true} },"group":{"__default":{"enabled":true} } },
             "metrics":{"sampleRate":0},"remotePlugins":[],"enabledMiddleware":{},"middlewareSettings":{} }
            """);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("*", Assert.Single(answer.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.True(JsonElement.DeepEquals(expected, JsonElement.Parse(await answer.Content.ReadAsStringAsync(Ct))));
    }

    [Fact]
    public async Task Settings_are_given_for_write_keys_alone()
    {
        foreach (var key in (string[])["tl_write_unknown", Server.SecretKey])
        {
            using var answer = await Server.Doors.GetAsync($"/v1/projects/{key}/settings", Ct);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.Equal("invalid_key", JsonElement.Parse(await answer.Content.ReadAsStringAsync(Ct)).GetProperty("code").GetString());
        }
    }

    [Theory]
    [InlineData("/v1/t")]
    [InlineData("/v1/batch")]
    [InlineData("/v1/anything/else")]
    public async Task A_browser_that_asks_first_may_send_what_the_client_sends(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, path);
        request.Headers.Add("Origin", "https://shop.example");
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", "authorization,content-type,x-retry-count");
        using var answer = await Server.Doors.SendAsync(request, Ct);

        Assert.True(answer.IsSuccessStatusCode);
        Assert.Equal("*", Assert.Single(answer.Headers.GetValues("Access-Control-Allow-Origin")));
        var allowed = Assert.Single(answer.Headers.GetValues("Access-Control-Allow-Headers")).Split(',', StringSplitOptions.TrimEntries);
        foreach (var header in (string[])["authorization", "content-type", "x-retry-count"]) Assert.Contains(header, allowed);
        Assert.Contains("POST", Assert.Single(answer.Headers.GetValues("Access-Control-Allow-Methods")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "/v1/teleport", HttpStatusCode.NotFound)]
    [InlineData("POST", "/v1", HttpStatusCode.NotFound)]
    [InlineData("GET", "/v1/track", HttpStatusCode.MethodNotAllowed)]
    [InlineData("PUT", "/v1/batch", HttpStatusCode.MethodNotAllowed)]
    public async Task An_unknown_call_is_told_so_in_the_form_that_clients_read(string method, string path, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var answer = await Server.Doors.SendAsync(request, Ct);
        var error = JsonElement.Parse(await answer.Content.ReadAsStringAsync(Ct));
        Assert.Equal((status, "no_such_route"), (answer.StatusCode, error.GetProperty("code").GetString()));
        Assert.Equal("*", Assert.Single(answer.Headers.GetValues("Access-Control-Allow-Origin")));
    }

    [Fact]
    public async Task The_address_of_a_visitor_is_kept_without_its_last_part()
    {
        await Server.Tell("/v1/t", """{"event":"E","userId":"with-address","context":{"library":{"name":"analytics.js"},"ip":"203.0.113.77"}}""", Ct);
        using var answer = await Server.Api.GetAsync($"/api/customers/{await Server.IdOf("userId:with-address", Ct)}/timeline", Ct);
        Assert.DoesNotContain("203.0.113.77", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        var journal = await File.ReadAllBytesAsync(Path.Combine(Server.Data, "journal.db-wal"), Ct);
        Assert.True(journal.AsSpan().IndexOf("203.0.113.0"u8) >= 0);
        Assert.True(journal.AsSpan().IndexOf("203.0.113.77"u8) < 0);
    }
}
