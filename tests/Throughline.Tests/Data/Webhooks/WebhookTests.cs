using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Throughline.Data.Overview;
using Throughline.Data.SetAside;
using Throughline.Data.Webhooks;
using Throughline.Data.Webhooks.Mapping;
using Throughline.Platform.Journal;
using Throughline.Platform.Security.Access;
using Throughline.Tests.Server;

namespace Throughline.Tests.Data.Webhooks;

/// <summary>One server for all of them: each opens a door of its own.</summary>
public sealed class WebhookTests(WebhookServer shared) : IClassFixture<WebhookServer>
{
    private const string Secret = "a secret of the carrier",
        Delivered = """{"id":"d-1","parcel":{"to":"anna@example.com"},"happened":"2026-01-02T03:04:05Z"}""";

    private static readonly WebhookMapping Parcels = new()
    { Event = new NamedPlace("Parcel Delivered"), Email = "parcel.to", MessageId = "id", At = "happened", Channel = new NamedPlace("post")
    };

    private readonly string _key = "carrier-" + Guid.CreateVersion7().ToString("N")[^8..];
    private readonly HttpClient _sender = shared.Sender;
    private readonly HostedServer _server = shared.Server;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>What came in by this door.</summary>
    private IReadOnlyList<JournalEntry> Taken => [.. _server.Journal.Read(0, int.MaxValue).Where(entry => entry.Source == "hook:" + _key)];

    private IReadOnlyList<SetAsideItem> SetAside => [.. _server.Journal.SetAside.List(long.MaxValue, 1_000).Where(item => item.Door == "hook/" + _key)];

    [Fact]
    public async Task What_a_carrier_posts_is_in_the_journal_once_and_named_after_its_door()
    {
        await Open(Parcels);
        var (status, body) = await Post(Delivered, Bearer(Secret));
        Assert.Equal((200, true, 1, 0),
            (status, body.GetProperty("success").GetBoolean(), body.GetProperty("accepted").GetInt32(), body.GetProperty("setAside").GetArrayLength()));
        await Post(Delivered, Bearer(Secret));

        var entry = Assert.Single(Taken);
        Assert.Equal(("Parcel Delivered", "post", $"hook:{_key}", $"hook:{_key}:d-1"), (entry.Event, entry.Channel, entry.Source, entry.MessageId));
        Assert.Equal("email:anna@example.com", _server.Journal.Identities([entry.Identity])[entry.Identity].ToString());
        var door = Assert.Single(await _server.With<ListWebhooks, IReadOnlyList<ListWebhooks.Line>>(f => f.List(Ct)), line => line.Key == _key);
        Assert.Equal((1, 1, 0), (door.Accepted, door.Repeated, door.SetAside));
        Assert.Single((await _server.With<ShowDoors, ShowDoors.Answer>(f => f.Show(Ct))).Doors, shown => shown.Name == _key + " of Lindenhof");
    }

    [Theory]
    [InlineData("Bearer " + Secret, 200)]
    [InlineData("Bearer a secret of the carrieR", 401)]
    [InlineData("Bearer ", 401)]
    [InlineData("Basic any:" + Secret, 200)]
    [InlineData("Basic any:wrong", 401)]
    [InlineData("Digest " + Secret, 401)]
    [InlineData(null, 401)]
    public async Task Only_the_secret_lets_in(string? header, int expected)
    {
        await Open(Parcels);
        if (header?.StartsWith("Basic ", StringComparison.Ordinal) == true) header = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(header[6..]));
        var (status, body) = await Post(Delivered, request => { if (header is not null) request.Headers.TryAddWithoutValidation("Authorization", header); });
        Assert.Equal(expected, status);
        Assert.Equal(expected == 200 ? 1 : 0, Taken.Count);
        if (expected == 401) Assert.Equal("not_authenticated", body.GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("hex", 200)]
    [InlineData("HEX", 200)]
    [InlineData("base64", 200)]
    [InlineData("without prefix", 401)]
    [InlineData("of another body", 401)]
    [InlineData("of another secret", 401)]
    [InlineData("cut", 401)]
    [InlineData("none", 401)]
    public async Task Only_a_signature_of_this_body_lets_in(string how, int expected)
    {
        await Open(Parcels, "signature");
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(how == "of another secret" ? "somebody else's" : Secret),
            Encoding.UTF8.GetBytes(how == "of another body" ? Delivered + " " : Delivered));
        var signature = how switch
        {
            "HEX" => "sha256=" + Convert.ToHexString(hash),
            "base64" => "sha256=" + Convert.ToBase64String(hash),
            "without prefix" => Convert.ToHexStringLower(hash),
            "cut" => "sha256=" + Convert.ToHexStringLower(hash)[..^2],
            "none" => "",
            _ => "sha256=" + Convert.ToHexStringLower(hash),
        };
        Assert.Equal(expected, (await Post(Delivered, request => request.Headers.TryAddWithoutValidation("X-Parcel-Signature", signature))).Status);
    }

    [Theory]
    [InlineData("t={0},v1={1}", 0, 200)]
    [InlineData("t={0},v1={1}", -290, 200)]
    [InlineData("t={0},v1={1}", -310, 401)]
    [InlineData("t={0},v1={1}", 310, 401)]
    [InlineData("t={0}, v1=00, v1={1}", 0, 200)]
    [InlineData("t={0},v0={1}", 0, 401)]
    [InlineData("v1={1}", 0, 401)]
    [InlineData("t=soon,v1={1}", 0, 401)]
    [InlineData("", 0, 401)]
    public async Task A_signature_with_its_time_lets_in_for_five_minutes(string header, int secondsOff, int expected)
    {
        await Save(new SaveWebhook.Request("Payments", "signature", "Stripe-Signature", "v1=", Parcels, Secret, "{time}.{body}"));
        var time = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + secondsOff;
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"{time}.{Delivered}")));
        var (status, _) = await Post(Delivered, request => request.Headers.TryAddWithoutValidation(
            "Stripe-Signature", string.Format(System.Globalization.CultureInfo.InvariantCulture, header, time, signature)));
        Assert.Equal(expected, status);
    }

    [Fact]
    public async Task The_time_of_a_signature_may_stand_in_a_header_of_its_own_and_cannot_be_changed()
    {
        await Save(new SaveWebhook.Request("Chat", "signature", "X-Slack-Signature", "v0=", Parcels, Secret, "v0:{time}:{body}", "X-Slack-Request-Timestamp"));
        var time = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - 60;
        var signature = "v0=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"v0:{time}:{Delivered}")));
        async Task<int> Send(long told) => (await Post(Delivered, request =>
        {
            request.Headers.TryAddWithoutValidation("X-Slack-Request-Timestamp", $"{told}");
            request.Headers.TryAddWithoutValidation("X-Slack-Signature", signature);
        })).Status;

        Assert.Equal((200, 200, 401), (await Send(time), await Send(time), await Send(time + 30)));
        Assert.Single(Taken);
    }

    [Theory]
    [InlineData("seconds", 200)]
    [InlineData("milliseconds", 200)]
    [InlineData("microseconds", 200)]
    [InlineData("fraction", 200)]
    [InlineData("yyyy-MM-ddTHH:mm:ssZ", 200)]
    [InlineData("yyyy-MM-ddTHH:mm:ss.fffffffZ", 200)]
    [InlineData("yyyy-MM-ddTHH:mm:ss.fff", 200)]
    [InlineData("yyyy-MM-dd HH:mm:ss+00:00", 200)]
    [InlineData("yyyyMMddTHHmmssZ", 200)]
    [InlineData("r", 200)]
    [InlineData("HH:mm:ss", 401)]
    [InlineData("dd/MM/yyyy HH:mm:ss", 401)]
    public async Task A_signed_time_is_understood_as_the_sender_writes_it_and_only_while_it_is_fresh(string how, int expected)
    {
        await Save(new SaveWebhook.Request("Parcels", "signature", "X-Signature", null, Parcels, Secret, "{time}{body}", "X-Timestamp"));
        var now = TimeProvider.System.GetUtcNow();
        Assert.Equal((expected, 401, 401), (await Send(now), await Send(now.AddMinutes(-6)), await Send(now.AddMinutes(6))));

        async Task<int> Send(DateTimeOffset at)
        {
            var micros = at.Ticks / 10 - DateTimeOffset.UnixEpoch.Ticks / 10;
            var time = how switch
            {
                "seconds" => $"{micros / 1_000_000}",
                "milliseconds" => $"{micros / 1_000}",
                "microseconds" => $"{micros}",
                "fraction" => $"{micros / 1_000_000}.{micros % 1_000_000:000000}",
                _ => at.ToString(how, System.Globalization.CultureInfo.InvariantCulture),
            };
            var signature = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(time + Delivered)));
            return (await Post(Delivered, request =>
            {
                request.Headers.TryAddWithoutValidation("X-Timestamp", time);
                request.Headers.TryAddWithoutValidation("X-Signature", signature);
            })).Status;
        }
    }

    [Theory]
    [InlineData("2026-03-06T10:20:30+01:00", "2026-03-06T09:20:30Z")]
    [InlineData("2026-03-06T10:20:30.123456789Z", "2026-03-06T10:20:30.1234567Z")]
    [InlineData("20260306T102030-0530", "2026-03-06T15:50:30Z")]
    [InlineData("1772792430.5", "2026-03-06T10:20:30.5Z")]
    [InlineData("1772792430500000000", "2026-03-06T10:20:30.5Z")]
    [InlineData("Fri, 06 Mar 2026 10:20:30 GMT", "2026-03-06T10:20:30Z")]
    [InlineData("2026-03-06", null)]
    [InlineData("2026-02-30T10:20:30Z", null)]
    [InlineData("10:20", null)]
    [InlineData("12", null)]
    [InlineData("-1772792430", null)]
    public void A_time_beside_a_signature_is_read_in_full_or_not_at_all(string text, string? instant) =>
        Assert.Equal(instant is null ? null : DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture), SignedTime.Read(text));

    [Theory]
    [InlineData("signaturePrefix", "X-Signature", "sha1=", null)]
    [InlineData("signaturePrefix", "X-Signature", "SHA-512=", null)]
    [InlineData("timestampHeader", "X-Signature", null, "x-signature")]
    public async Task A_door_whose_calls_could_never_be_checked_is_not_opened(string field, string header, string? prefix, string? timeHeader)
    {
        var signed = timeHeader is null ? null : "{time}.{body}";
        var request = new SaveWebhook.Request("Payments", "signature", header, prefix, Parcels, Secret, signed, timeHeader);
        var refused = Assert.IsType<SaveWebhook.Refused>(await _server.With<SaveWebhook, SaveWebhook.Outcome>(f => f.Save(_key, request, Actor.Operator, Ct)));
        Assert.Equal(field, Assert.Single(refused.Faults).Field);
    }

    [Fact]
    public async Task A_prefix_may_hold_a_comma_where_signatures_are_parted_by_blanks()
    {
        await Save(new SaveWebhook.Request("Standard", "signature", "webhook-signature", "v1,", Parcels, Secret, "{time}.{body}", "webhook-timestamp"));
        var time = $"{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()}";
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"{time}.{Delivered}")));
        var (status, _) = await Post(Delivered, request =>
        {
            request.Headers.TryAddWithoutValidation("webhook-timestamp", time);
            request.Headers.TryAddWithoutValidation("webhook-signature", $"v1,AAAA v1,{signature}");
        });
        Assert.Equal(200, status);
    }

    [Fact]
    public async Task A_byte_order_mark_before_the_body_is_passed_over()
    {
        await Open(Parcels);
        Assert.Equal(200, (await Post("\uFEFF" + Delivered, Bearer(Secret))).Status);
        Assert.Single(Taken);
    }

    [Theory]
    [InlineData("{body}.{time}")]
    [InlineData("{body}")]
    [InlineData("{time} $(rm) {body}")]
    public async Task What_is_signed_names_the_time_before_the_body(string text)
    {
        var refused = Assert.IsType<SaveWebhook.Refused>(await _server.With<SaveWebhook, SaveWebhook.Outcome>(f =>
            f.Save(_key, new SaveWebhook.Request("Payments", "signature", "X-Signature", null, Parcels, Secret, text), Actor.Operator, Ct)));
        Assert.Equal("signedText", Assert.Single(refused.Faults).Field);
    }

    [Theory]
    [InlineData(null, "subscribe", "our token", "1158201444", 200)]
    [InlineData(null, "subscribe", "another", "1158201444", 403)]
    [InlineData(null, "unsubscribe", "our token", "1158201444", 403)]
    [InlineData(null, "subscribe", "our token", "<script>", 403)]
    [InlineData(null, "subscribe", "our token", "", 403)]
    [InlineData("nobody", "subscribe", "our token", "1158201444", 404)]
    public async Task A_challenge_is_answered_to_who_knows_the_verify_token(string? key, string mode, string token, string challenge, int expected)
    {
        await Save(new SaveWebhook.Request("Messages", "signature", "X-Hub-Signature-256", "sha256=", Parcels, Secret, VerifyToken: "our token"));
        using var answer = await _sender.GetAsync(new Uri(
            $"/hooks/{key ?? _key}?hub.mode={mode}&hub.verify_token={Uri.EscapeDataString(token)}&hub.challenge={Uri.EscapeDataString(challenge)}",
            UriKind.Relative), Ct);
        Assert.Equal(expected, (int)answer.StatusCode);
        if (expected == 200)
            Assert.Equal((challenge, "text/plain"), (await answer.Content.ReadAsStringAsync(Ct), answer.Content.Headers.ContentType?.MediaType));
    }

    [Theory]
    [InlineData("nobody-opened-this", "{}", 404, "no_such_door")]
    [InlineData(null, "{", 400, "bad_json")]
    [InlineData(null, "", 400, "bad_json")]
    [InlineData(null, "7", 400, "bad_json")]
    public async Task A_call_that_cannot_be_taken_is_told_why_in_json(string? key, string body, int expected, string code)
    {
        await Open(Parcels);
        var (status, answer) = await Post(body, Bearer(Secret), key: key);
        Assert.Equal((expected, code), (status, answer.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task A_call_of_more_than_the_limit_is_refused_as_json()
    {
        await Open(Parcels);
        var (status, answer) = await Post($$"""{"parcel":{"to":"anna@example.com"},"note":"{{new string('x', 600_000)}}"}""", Bearer(Secret));
        Assert.Equal((413, "too_large"), (status, answer.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task A_form_is_taken_as_flat_json()
    {
        await Open(new WebhookMapping { Event = new NamedPlace("Form Sent"), Email = "your-email" });
        var (status, _) = await Post(
            "your-email=anna%40example.com&topic=tents&topic=ropes&note=two+words", Bearer(Secret), "application/x-www-form-urlencoded");
        Assert.Equal(200, status);
        var properties = JsonElement.Parse(Assert.Single(Taken).Body.Span).GetProperty("properties");
        Assert.Equal("""{"your-email":"anna@example.com","topic":["tents","ropes"],"note":"two words"}""", properties.GetRawText());
    }

    [Fact]
    public async Task What_a_mapping_misses_is_set_aside_alone_and_taken_once_the_mapping_is_mended()
    {
        await Open(Parcels with { Items = "parcels", Email = "to", MessageId = "$.call" });
        const string call = """{"call":"c-7","parcels":[{"to":"anna@example.com"},{"receiver":"ben@example.com"}]}""";
        var (_, answer) = await Post(call, Bearer(Secret));
        Assert.Equal((1, 1, "no_identity"), (
            answer.GetProperty("accepted").GetInt32(),
            answer.GetProperty("setAside")[0].GetProperty("index").GetInt32(),
            answer.GetProperty("setAside")[0].GetProperty("code").GetString()));
        var aside = Assert.Single(SetAside);
        Assert.Equal(($"hook/{_key}", """{"call":"c-7","parcels":[{"receiver":"ben@example.com"}]}"""), (aside.Door, Encoding.UTF8.GetString(aside.Body)));

        Assert.IsType<RetrySetAside.StillNotUnderstood>(await Retry(aside.Id));
        await Open(Parcels with { Items = "parcels", Email = "receiver", MessageId = "$.call" });
        Assert.IsType<RetrySetAside.Taken>(await Retry(aside.Id));
        Assert.Empty(SetAside);
        Assert.Equal(["anna@example.com", "ben@example.com"], Taken.Select(e => _server.Journal.Identities([e.Identity])[e.Identity].Value));

        // The sender repeats the call under the mended mapping: the one taken before is known.
        await Post(call, Bearer(Secret));
        Assert.Equal(2, Taken.Count);
    }

    [Fact]
    public async Task A_new_secret_ends_the_old_one_and_a_closed_door_is_gone()
    {
        await Open(Parcels);
        var replaced = Assert.IsType<ReplaceSecret.Replaced>(
            await _server.With<ReplaceSecret, ReplaceSecret.Outcome>(f => f.Replace(_key, new(), Actor.Operator, Ct)));
        Assert.Equal(401, (await Post(Delivered, Bearer(Secret))).Status);
        Assert.Equal(200, (await Post(Delivered, Bearer(replaced.Made!))).Status);
        await _server.With<DeleteWebhook, DeleteWebhook.Outcome>(f => f.Delete(_key, Actor.Operator, Ct));
        Assert.Equal(404, (await Post(Delivered, Bearer(replaced.Made!))).Status);
    }

    [Fact]
    public async Task A_door_without_a_name_header_or_mapping_is_refused_field_by_field()
    {
        var refused = Assert.IsType<SaveWebhook.Refused>(await _server.With<SaveWebhook, SaveWebhook.Outcome>(f =>
            f.Save("No Key", new(" ", "signature", "X Sig", null, null, "short"), Actor.Operator, Ct)));
        Assert.Equal(["key", "name", "signatureHeader", "secret", "event", "identities"], refused.Faults.Select(f => f.Field));
    }

    private Task Open(WebhookMapping mapping, string how = "password") =>
        Save(new SaveWebhook.Request(_key + " of Lindenhof", how, "X-Parcel-Signature", "sha256=", mapping, Secret));

    private async Task Save(SaveWebhook.Request request)
    {
        Assert.IsType<SaveWebhook.Saved>(await _server.With<SaveWebhook, SaveWebhook.Outcome>(f => f.Save(_key, request, Actor.Operator, Ct)));
    }

    private Task<RetrySetAside.Outcome> Retry(long id) => _server.With<RetrySetAside, RetrySetAside.Outcome>(f => f.Retry(id, new(), Actor.Operator, Ct));

    private static Action<HttpRequestMessage> Bearer(string secret) =>
        request => request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);

    private async Task<(int Status, JsonElement Body)> Post(string body, Action<HttpRequestMessage> prove, string type = "application/json", string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/hooks/" + (key ?? _key)) { Content = new StringContent(body, Encoding.UTF8, type) };
        prove(request);
        using var answer = await _sender.SendAsync(request, Ct);
        return ((int)answer.StatusCode, JsonElement.Parse(await answer.Content.ReadAsStringAsync(Ct)));
    }
}
