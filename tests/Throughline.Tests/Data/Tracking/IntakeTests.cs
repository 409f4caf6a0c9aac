using System.Text;
using System.Text.Json;
using Throughline.Platform.Cli;
using Throughline.Tests.Server;

namespace Throughline.Tests.Data.Tracking;

[Collection(SharedServer.Name)]
public class IntakeTests(SharedServer shared)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private RunningServer Server => shared.Server;

    [Theory]
    [InlineData("identify", """{"traits":{"plan":"gold"}}""", "identify", null)]
    [InlineData("i", """{"traits":{"plan":"gold"}}""", "identify", null)]
    [InlineData("track", """{"event":"Signed Up"}""", "track", "Signed Up")]
    [InlineData("t", """{"event":"Signed Up"}""", "track", "Signed Up")]
    [InlineData("page", """{"name":"Home"}""", "page", "page:Home")]
    [InlineData("p", """{"name":"Home"}""", "page", "page:Home")]
    [InlineData("screen", """{"name":"Basket"}""", "screen", "screen:Basket")]
    [InlineData("s", """{"name":"Basket"}""", "screen", "screen:Basket")]
    [InlineData("group", """{"groupId":"g"}""", "group", null)]
    [InlineData("g", """{"groupId":"g"}""", "group", null)]
    [InlineData("alias", """{"previousId":"before"}""", "alias", null)]
    [InlineData("a", """{"previousId":"before"}""", "alias", null)]
    public async Task Every_call_and_its_short_form_is_taken_with_exactly_200(string route, string said, string type, string? name)
    {
        var user = "caller-" + route;
        var answer = await Server.Send("/v1/" + route, said[..^1] + $",\"userId\":\"{user}\",\"messageId\":\"call-{route}\"}}", Ct);
        await Server.CatchUp(Ct);

        Assert.Equal((200, true), (answer.Status, answer.Body.GetProperty("success").GetBoolean()));
        var item = (await Server.Timeline("userId:" + user, Ct)).Single(i => i.GetProperty("messageId").GetString() == "call-" + route);
        Assert.Equal((type, name), (item.GetProperty("type").GetString(), item.GetProperty("event").GetString()));
    }

    [Theory]
    [InlineData("batch")]
    [InlineData("b")]
    [InlineData("import")]
    public async Task A_batch_is_taken_and_counted(string route)
    {
        var answer = await Server.Send(
            "/v1/" + route, $$"""{"batch":[{"type":"track","event":"A","userId":"of-{{route}}"},{"type":"page","name":"B","userId":"of-{{route}}"}]}""", Ct);
        await Server.CatchUp(Ct);
        Assert.Equal((200, 2), (answer.Status, answer.Body.GetProperty("accepted").GetInt32()));
        Assert.Equal(2, (await Server.Timeline("userId:of-" + route, Ct)).Count);
    }

    [Fact]
    public async Task Client_metrics_are_answered_and_dropped()
    {
        var before = (await Server.Get("/api/status", Ct)).GetProperty("journal").GetProperty("count").GetInt64();
        var answer = await Server.Send("/v1/m", """{"series":[{"type":"Counter","metric":"analytics_js.invoke","value":1}]}""", Ct, authorization: null);
        Assert.Equal(200, answer.Status);
        Assert.Equal(before, (await Server.Get("/api/status", Ct)).GetProperty("journal").GetProperty("count").GetInt64());
    }

    [Theory]
    [InlineData("basic with a colon")]
    [InlineData("basic without a colon")]
    [InlineData("bearer of the write key")]
    [InlineData("bearer of something else and the key in the body")]
    [InlineData("only in the body")]
    public async Task The_write_key_is_found_wherever_clients_put_it(string place)
    {
        var header = place switch
        {
            "basic with a colon" => Sending.Basic(Server.WriteKey + ":"),
            "basic without a colon" => Sending.Basic(Server.WriteKey),
            "bearer of the write key" => "Bearer " + Server.WriteKey,
            "bearer of something else and the key in the body" => "Bearer an-oauth-token",
            _ => null,
        };
        var inBody = place.EndsWith("body", StringComparison.Ordinal) ? $"\"writeKey\":\"{Server.WriteKey}\"," : "";
        var user = "key-" + place.Replace(' ', '-');
        var answer = await Server.Send("/v1/batch", $$"""{ {{inBody}}"batch":[{"type":"track","event":"E","userId":"{{user}}"}]}""", Ct, header);
        await Server.CatchUp(Ct);
        Assert.Equal(200, answer.Status);
        Assert.DoesNotContain(Server.WriteKey, (await Server.Timeline("userId:" + user, Ct))[0].GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/plain", false)]
    [InlineData("text/plain", true)]
    [InlineData("application/json", true)]
    [InlineData("application/x-www-form-urlencoded", false)]
    public async Task The_body_is_json_whatever_its_type_says_and_may_be_gzipped(string contentType, bool gzip)
    {
        var answer = await Server.Send("/v1/track", """{"event":"E","userId":"any-type"}""", Ct, contentType: contentType, gzip: gzip);
        Assert.Equal(200, answer.Status);
    }

    [Fact]
    public async Task A_byte_order_mark_is_passed_over()
    {
        var answer = await Server.Send("/v1/track", "\uFEFF" + """{"event":"E","userId":"marked"}""", Ct);
        Assert.Equal(1, answer.Body.GetProperty("accepted").GetInt32());
    }

    [Theory]
    [InlineData("no key", 401, "invalid_key")]
    [InlineData("unknown key", 401, "invalid_key")]
    [InlineData("secret key of few permissions", 401, "invalid_key")]
    [InlineData("no base64", 401, "invalid_key")]
    [InlineData("bad json", 400, "bad_json")]
    [InlineData("an array", 400, "bad_json")]
    [InlineData("nothing", 400, "bad_json")]
    [InlineData("null byte", 400, "bad_json")]
    [InlineData("deep", 400, "bad_json")]
    [InlineData("no batch", 400, "no_batch")]
    [InlineData("broken gzip", 400, "bad_gzip")]
    [InlineData("cut gzip", 400, "bad_gzip")]
    [InlineData("bomb", 400, "too_large")]
    [InlineData("over 500 KB", 400, "too_large")]
    [InlineData("one event over 32 KB", 400, "too_large")]
    [InlineData("2501 events", 400, "too_many_events")]
    public async Task What_cannot_be_taken_is_refused_with_a_code_and_a_sentence(string what, int status, string code)
    {
        const string one = """{"type":"track","event":"E","userId":"u"}""";
        const string good = "{\"batch\":[" + one + "]}";
        static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
        var (path, body, header, gzip) = what switch
        {
            "no key" => ("/v1/batch", Utf8(good), null, false),
            "unknown key" => ("/v1/batch", Utf8(good), Sending.Basic("tl_write_unknown:"), false),
            "secret key of few permissions" => ("/v1/batch", Utf8(good), Sending.Basic(await ReadersKey() + ":"), false),
            "no base64" => ("/v1/batch", Utf8(good), "Basic !!!", false),
            "bad json" => ("/v1/batch", Utf8("{\"batch\":["), "", false),
            "an array" => ("/v1/batch", Utf8("[]"), "", false),
            "nothing" => ("/v1/batch", [], "", false),
            "null byte" => ("/v1/track", [.. "{\"event\":"u8, 0, .. "}"u8], "", false),
            "deep" => ("/v1/batch", Utf8("{\"batch\":" + new string('[', 100_000) + new string(']', 100_000) + "}"), "", false),
            "no batch" => ("/v1/batch", Utf8(one), "", false),
            "broken gzip" => ("/v1/batch", Utf8(good), "", true),
            "cut gzip" => ("/v1/batch", Sending.Gzip(Utf8(good))[..20], "", true),
            "bomb" => ("/v1/batch", Sending.Gzip(new byte[50 << 20]), "", true),
            "over 500 KB" => ("/v1/batch", Utf8(new string(' ', 500 * 1024) + good), "", false),
            "one event over 32 KB" =>
                ("/v1/track", Utf8("{\"event\":\"E\",\"userId\":\"u\",\"properties\":{\"t\":\"" + new string('x', 32 * 1024) + "\"}}"), "", false),
            "2501 events" => ("/v1/batch", Utf8("{\"batch\":[" + string.Join(',', Enumerable.Repeat(one, 2501)) + "]}"), (string?)"", false),
            _ => throw new ArgumentOutOfRangeException(nameof(what)),
        };
        var answer = await Server.Send(path, body, Ct, header, gzip: gzip);

        Assert.Equal((status, code), (answer.Status, answer.Code));
        Assert.True(answer.Body.GetProperty("message").GetString()!.Length > 20);
        Assert.Equal(["code", "message"], answer.Body.EnumerateObject().Select(p => p.Name));
        Assert.Equal("*", Assert.Single(answer.Http.Headers.GetValues("Access-Control-Allow-Origin")));
    }

    [Fact]
    public async Task Exactly_500_KB_and_exactly_2500_events_are_taken()
    {
        const string one = """{"type":"track","event":"E","userId":"the-edge"}""";
        Assert.Equal(200, (await Server.Send("/v1/batch", ("{\"batch\":[" + one + "]}").PadLeft(500 * 1024), Ct)).Status);
        Assert.Equal(2_500, (await Server.Send("/v1/batch", "{\"batch\":[" + string.Join(',', Enumerable.Repeat(one, 2500)) + "]}", Ct)).Body
            .GetProperty("accepted")
            .GetInt32());
    }

    [Fact]
    public async Task A_bad_event_is_set_aside_with_its_place_and_the_others_are_kept()
    {
        var answer = await Server.Send(
            "/v1/batch",
            """{"batch":[{"type":"track","event":"Kept","userId":"aside"},{"type":"track","event":"Nobody's"},{"type":"track","event":"Kept too","userId":"aside"}]}""",
            Ct);
        await Server.CatchUp(Ct);

        Assert.Equal(["success", "accepted", "setAside"], answer.Body.EnumerateObject().Select(p => p.Name));
        Assert.Equal((200, 2), (answer.Status, answer.Body.GetProperty("accepted").GetInt32()));
        var aside = Assert.Single(answer.Body.GetProperty("setAside").EnumerateArray().ToList());
        Assert.Equal((1, "no_identity"), (aside.GetProperty("index").GetInt32(), aside.GetProperty("code").GetString()));
        Assert.False(string.IsNullOrWhiteSpace(aside.GetProperty("message").GetString()));
        Assert.Equal(["Kept too", "Kept"], (await Server.Timeline("userId:aside", Ct)).Select(i => i.GetProperty("event").GetString()));
    }

    [Fact]
    public async Task What_was_set_aside_is_listed_mended_and_taken()
    {
        await Server.Send("/v1/batch", """{"batch":[{"type":"track","event":"Mend me","properties":{"a":1}}]}""", Ct);
        var item = (await Server.Get("/api/set-aside?code=no_identity&limit=200", Ct))
            .GetProperty("items")
            .EnumerateArray()
            .First(i => i.GetProperty("body").GetString()!.Contains("Mend me", StringComparison.Ordinal));
        var mended = JsonSerializer.Serialize(new
        {
            body = item.GetProperty("body").GetString()!.Replace("{\"type\"", "{\"userId\":\"mended\",\"type\"", StringComparison.Ordinal)
        });
        using var answer = await Server.Api.PostAsync(
            $"/api/set-aside/{item.GetProperty("id")}/retry", new StringContent(mended, Encoding.UTF8, "application/json"), Ct);
        await Server.CatchUp(Ct);

        Assert.True(answer.IsSuccessStatusCode);
        Assert.Equal("Mend me", Assert.Single(await Server.Timeline("userId:mended", Ct)).GetProperty("event").GetString());
    }

    [Fact]
    public async Task Times_are_corrected_by_what_the_clients_clock_showed_when_it_sent()
    {
        var now = TimeProvider.System.GetUtcNow();
        static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        await Server.Tell("/v1/batch", $$"""
            {"sentAt":"{{Iso(now.AddHours(5))}}","batch":[{"type":"track","event":"Ten minutes before","userId":"clock","timestamp":"{{Iso(now.AddHours(5).AddMinutes(-10))}}"},
             {"type":"track","event":"In 2099","userId":"clock","timestamp":"2099-01-01T00:00:00Z"},{"type":"track","event":"In 1970","userId":"clock","timestamp":"1970-01-01T00:00:00Z"}]}
            """, Ct);
        var at = (await Server.Timeline("userId:clock", Ct)).ToDictionary(
            i => i.GetProperty("event").GetString()!, i => i.GetProperty("at").GetDateTimeOffset());
        Assert.Equal(now.AddMinutes(-10), at["Ten minutes before"], TimeSpan.FromSeconds(10));
        Assert.Equal(now, at["In 2099"], TimeSpan.FromSeconds(10));
        Assert.Equal(DateTimeOffset.UnixEpoch, at["In 1970"]);
    }

    [Fact]
    public async Task A_secret_key_that_may_do_everything_sends_as_our_own_server_but_never_from_a_page()
    {
        const string json = """{"event":"E","userId":"by-secret"}""";
        Assert.Equal(200, (await Server.Send("/v1/track", json, Ct, Sending.Basic(Server.SecretKey + ":"))).Status);
        using var fromPage = new HttpRequestMessage(HttpMethod.Post, "/v1/track") { Content = new StringContent(json) };
        fromPage.Headers.TryAddWithoutValidation("Authorization", Sending.Basic(Server.SecretKey + ":"));
        fromPage.Headers.TryAddWithoutValidation("Origin", "https://shop.example");
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, (await Server.Doors.SendAsync(fromPage, Ct)).StatusCode);
    }

    private async Task<string> ReadersKey()
    {
        await using var local = await LocalServer.Reach(Server.Data, Ct);
        var made = await local.Send(HttpMethod.Post, "/api/keys", new { kind = "secret", scopes = (string[])["customers.read"] }, Ct);
        return made.GetProperty("key").GetString()!;
    }

    [Fact]
    public async Task A_revoked_key_is_refused_on_the_next_call_and_a_new_one_works_on_its_first()
    {
        var (id, key) = await Server.MakeKey("write", Ct);
        const string json = """{"event":"E","userId":"u"}""";
        Assert.Equal(200, (await Server.Send("/v1/track", json, Ct, Sending.Basic(key + ":"))).Status);
        await Server.RevokeKey(id, Ct);
        Assert.Equal((401, "invalid_key"), await Server.Send("/v1/track", json, Ct, Sending.Basic(key + ":")) is var answer
            ? (answer.Status, answer.Code)
            : default);
    }
}
