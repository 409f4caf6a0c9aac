using System.Net;
using System.Text;
using System.Text.Json;
using Throughline.Contracts;
using Throughline.Data.Tracking;
using Throughline.Platform.Journal;

namespace Throughline.Tests.Data.Tracking;

public class TrackingParserTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private static (Batch Batch, List<(int Index, NotUnderstood Item)> SetAside) Parse(byte[] json, InteractionKind? kind = null, IPAddress? client = null)
    {
        var parser = new TrackingParser(new TrackingCall(kind, "key:1", Now.ToMicroseconds(), client, KeepFullIp: false));
        return (parser.Parse(json, TrackingBody.Read(json)), parser.SetAside);
    }

    private static (Batch Batch, List<(int Index, NotUnderstood Item)> SetAside) Parse(
        string json, InteractionKind? kind = null, IPAddress? client = null) => Parse(Encoding.UTF8.GetBytes(json), kind, client);

    private static Interaction One(string json, InteractionKind? kind = InteractionKind.Track, IPAddress? client = null)
    {
        var (batch, setAside) = Parse(json, kind, client);
        Assert.Empty(setAside);
        return Assert.Single(batch.Interactions);
    }

    private static string Refused(string json, InteractionKind? kind = InteractionKind.Track) => Assert.Single(Parse(json, kind).SetAside).Item.Code;

    private static string Body(Interaction interaction) => Encoding.UTF8.GetString(interaction.Body.Span);

    [Fact]
    public void An_event_is_kept_whole_but_for_what_has_a_place_of_its_own()
    {
        var interaction = One("""
            {"type":"track","event":"Order Completed","messageId":"m1","userId":"u1","anonymousId":"a1","timestamp":"2026-11-21T11:00:00Z","writeKey":"secret",
             "properties":{"total":12.50,"products":[{"sku":"A"}]},"context":{"library":{"name":"@segment/analytics-node","version":"3.1.0"}},"integrations":{"All":true},"extra":null}
            """);

        Assert.Equal("Order Completed", interaction.Event);
        Assert.Equal([new Identity("userId", "u1"), new Identity("anonymousId", "a1")], interaction.Identities);
        Assert.Equal("server", interaction.Channel);
        Assert.Equal(
            """{"properties":{"total":12.50,"products":[{"sku":"A"}]},"context":{"library":{"name":"@segment/analytics-node","version":"3.1.0"}},"integrations":{"All":true},"extra":null}""",
            Body(interaction));
    }

    [Theory]
    [InlineData("2026-11-21T11:00:00Z", "2026-11-21T11:00:00Z", "2026-11-21T12:00:00Z")] // sent at once, by a clock that is an hour slow
    [InlineData("2026-11-21T10:50:00Z", "2026-11-21T11:00:00Z", "2026-11-21T11:50:00Z")] // ten minutes before sending
    [InlineData("2026-11-21T14:50:00Z", "2026-11-21T15:00:00Z", "2026-11-21T11:50:00Z")] // by a clock that is fast
    [InlineData("2026-11-21T16:00:00Z", "2026-11-21T15:00:00Z", "2026-11-21T12:00:00Z")] // in the future even then: now
    [InlineData("2026-11-01T08:00:00Z", null, "2026-11-01T08:00:00Z")]
    [InlineData("2031-01-01T00:00:00Z", null, "2026-11-21T12:00:00Z")]
    [InlineData("1970-01-01T00:00:00Z", null, "1970-01-01T00:00:00Z")]
    [InlineData(null, "2026-11-21T11:00:00Z", "2026-11-21T12:00:00Z")]
    [InlineData("2026-11-21T12:30:00.123+02:00", null, "2026-11-21T10:30:00.123Z")]
    [InlineData("2026-11-21T10:30:00", null, "2026-11-21T10:30:00Z")]
    [InlineData("2026-11-21", null, "2026-11-21T00:00:00Z")]
    public void The_time_is_corrected_for_a_wrong_client_clock(string? timestamp, string? sentAt, string expected)
    {
        static string Quoted(string? text) => text is null ? "null" : $"\"{text}\"";
        var (batch, setAside) = Parse("{\"batch\":[{\"type\":\"track\",\"event\":\"E\",\"userId\":\"u\",\"timestamp\":" + Quoted(timestamp)
            + "}],\"sentAt\":" + Quoted(sentAt) + "}");
        Assert.Empty(setAside);
        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), Instants.FromMicroseconds(batch.Interactions[0].At));
    }

    [Theory]
    [InlineData("1709720430")]
    [InlineData("1709720430.0")]
    [InlineData("1709720430000")]
    [InlineData("1.709720430e12")]
    [InlineData("\"1709720430000\"")]
    public void A_count_since_1970_is_what_its_size_says(string timestamp)
    {
        var (batch, _) = Parse("{\"batch\":[{\"type\":\"track\",\"event\":\"E\",\"userId\":\"u\",\"timestamp\":" + timestamp + "}]}");
        Assert.Equal(new DateTimeOffset(2024, 3, 6, 10, 20, 30, TimeSpan.Zero), Instants.FromMicroseconds(batch.Interactions[0].At));
    }

    [Fact]
    public void One_bad_event_of_a_batch_is_set_aside_and_the_others_are_kept()
    {
        var (batch, setAside) = Parse(
            """{"batch":[{"type":"track","event":"A","userId":"u"},{"type":"track","event":"B"},{"type":"page","name":"Home","anonymousId":"x"}]}""");

        Assert.Equal(["A", "page:Home"], batch.Interactions.Select(i => i.Event));
        var (index, item) = Assert.Single(setAside);
        Assert.Equal((1, "no_identity"), (index, item.Code));
        Assert.Equal("""{"type":"track","event":"B"}""", Encoding.UTF8.GetString(item.Body.Span));
    }

    [Theory]
    [InlineData("""{"event":"E"}""", "no_identity")]
    [InlineData("""{"event":"E","userId":null,"anonymousId":null}""", "no_identity")]
    [InlineData("""{"event":"E","userId":""}""", "no_identity")]
    [InlineData("""{"event":"E","userId":{"a":1}}""", "no_identity")]
    [InlineData("""{"event":"E","userId":"guest"}""", "blocked_identity")]
    [InlineData("""{"event":"E","userId":"[object Object]","anonymousId":"NULL"}""", "blocked_identity")]
    [InlineData("""{"event":"E","userId":"0"}""", "blocked_identity")]
    [InlineData("""{"event":"E","userId":-1}""", "blocked_identity")]
    [InlineData("""{"event":"E","userId":"  "}""", "blocked_identity")]
    [InlineData("""{"event":"E","userId":"00000000-0000-0000-0000-000000000000"}""", "blocked_identity")]
    [InlineData("""{"userId":"u"}""", "no_event_name")]
    [InlineData("""{"event":"   ","userId":"u"}""", "no_event_name")]
    [InlineData("""{"event":"E","userId":"u","timestamp":"yesterday"}""", "bad_timestamp")]
    [InlineData("""{"event":"E","userId":"u","timestamp":"1869-12-31T00:00:00Z"}""", "bad_timestamp")]
    [InlineData("""{"event":"E","userId":"u","timestamp":"04.03.2024 10:20"}""", "bad_timestamp")]
    [InlineData("""{"event":"E","userId":"u","timestamp":"03\/04\/2024"}""", "bad_timestamp")]
    [InlineData("""{"event":"E","userId":"u","timestamp":20240306}""", "bad_timestamp")]
    [InlineData("""{"event":"E\u0000","userId":"u"}""", "bad_text")]
    [InlineData("""{"event":"E","userId":"u\u0000"}""", "bad_text")]
    public void What_cannot_be_understood_is_set_aside_with_its_reason(string json, string code) => Assert.Equal(code, Refused(json));

    [Fact]
    public void Ids_and_names_that_are_too_long_are_set_aside_at_the_first_character_over()
    {
        static string Event(string name = "E", string user = "u", string id = "m") => $"{{\"event\":\"{name}\",\"userId\":\"{user}\",\"messageId\":\"{id}\"}}";
        One(Event(name: new('e', 500)));
        One(Event(user: new('u', 256)));
        One(Event(id: new('m', 100)));
        Assert.Equal("event_name_too_long", Refused(Event(name: new('e', 501))));
        Assert.Equal("event_name_too_long", Refused(Event(name: new('e', 10_000))));
        Assert.Equal("identity_too_long", Refused(Event(user: new('u', 257))));
        Assert.Equal("message_id_too_long", Refused(Event(id: new('m', 101))));
    }

    [Fact]
    public void An_unknown_type_and_something_that_is_no_object_are_set_aside()
    {
        var (batch, setAside) = Parse("""{"batch":[{"type":"teleport","userId":"u"},{"event":"E","userId":"u"},17,"text",null,[{"type":"track"}]]}""");
        Assert.Empty(batch.Interactions);
        Assert.Equal(["unknown_type", "unknown_type", "not_an_object", "not_an_object", "not_an_object", "not_an_object"], setAside.Select(s => s.Item.Code));
    }

    [Fact]
    public void An_event_of_32_KB_is_taken_and_one_byte_more_is_set_aside()
    {
        static string Event(int bytes) =>
            "{\"type\":\"track\",\"event\":\"E\",\"userId\":\"u\",\"properties\":{\"t\":\"" + new string('x', bytes - 63) + "\"}}";
        Assert.Equal(32 * 1024, Event(32 * 1024).Length);
        Assert.Empty(Parse("{\"batch\":[" + Event(32 * 1024) + "]}").SetAside);
        Assert.Equal("event_too_large", Assert.Single(Parse("{\"batch\":[" + Event(32 * 1024 + 1) + "]}").SetAside).Item.Code);
    }

    [Fact]
    public void Deep_nesting_sets_the_event_aside_and_bottomless_nesting_refuses_the_call()
    {
        static string Nested(int depth) => "{\"batch\":[{\"type\":\"track\",\"event\":\"E\",\"userId\":\"u\",\"properties\":{\"p\":"
            + new string('[', depth) + new string(']', depth) + "}}]}";
        Assert.Empty(Parse(Nested(60)).SetAside);
        Assert.Equal("too_deep", Assert.Single(Parse(Nested(200)).SetAside).Item.Code);
        Assert.Equal("bad_json", Assert.Throws<SegmentRefusal>(() => Parse(Nested(100_000))).Code);
    }

    [Fact]
    public void Invalid_utf8_sets_only_its_own_event_aside()
    {
        byte[] json =
        [.. "{\"batch\":[{\"type\":\"track\",\"event\":\"E\",\"userId\":\"u\",\"properties\":{\"t\":\""u8, 0xff, 0xfe,
            .. "\"}},{\"type\":\"track\",\"event\":\"E\",\"userId\":\"u\"}]}"u8
        ];
        var (batch, setAside) = Parse(json);
        Assert.Single(batch.Interactions);
        Assert.Equal((0, "bad_text"), (setAside[0].Index, setAside[0].Item.Code));
    }

    [Theory]
    [InlineData("cut \\ud83d", "cut \ufffd")]
    [InlineData("\\ude00 cut", "\ufffd cut")]
    [InlineData("whole \\ud83d\\ude00", "whole \U0001F600")]
    [InlineData("a backslash \\\\ud83d", "a backslash \\ud83d")]
    [InlineData("\\ud83d\\ud83d\\ude00", "\ufffd\U0001F600")]
    [InlineData("שלום 🏔 مرحبا", "שלום 🏔 مرحبا")]
    public void Half_an_emoji_is_mended_and_the_event_is_kept(string written, string read)
    {
        var interaction = One("{\"event\":\"" + written + "\",\"userId\":\"u\",\"properties\":{\"t\":\"" + written + "\"}}");
        using var body = JsonDocument.Parse(interaction.Body);
        Assert.Equal(read, interaction.Event);
        Assert.Equal(read, body.RootElement.GetProperty("properties").GetProperty("t").GetString());
    }

    [Theory]
    [InlineData("""{"context":{"channel":"Phone"}}""", "phone")]
    [InlineData("""{"properties":{"channel":"store"}}""", "store")]
    [InlineData("""{"properties":{"channel":"store"},"context":{"channel":"kiosk"}}""", "kiosk")]
    [InlineData("""{"context":{"library":{"name":"analytics.js","version":"npm:next-1.84.3"}}}""", "web")]
    [InlineData("""{"context":{"library":{"name":"analytics-ios"}}}""", "app")]
    [InlineData("""{"context":{"library":{"name":"analytics-python"}}}""", "server")]
    [InlineData("""{"context":{"channel":17,"library":null}}""", "server")]
    [InlineData("{}", "server")]
    public void The_channel_is_what_is_said_or_else_read_off_the_library(string more, string channel) =>
        Assert.Equal(channel, One(more.TrimEnd('}') is var open && more == "{}"
            ? """{"event":"E","userId":"u"}"""
            : more[..^1] + ",\"event\":\"E\",\"userId\":\"u\"}").Channel);

    [Theory]
    [InlineData("203.0.113.77", "203.0.113.0")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1::")]
    [InlineData("no address", "")]
    public void Addresses_lose_their_last_part_before_anything_is_stored(string ip, string kept)
    {
        Assert.Contains($"\"ip\":\"{kept}\"", Body(One("{\"event\":\"E\",\"userId\":\"u\",\"context\":{\"ip\":\"" + ip + "\",\"locale\":\"de\"}}")),
            StringComparison.Ordinal);
        if (kept.Length == 0) return;
        var ofCaller = Body(One("""{"event":"E","userId":"u","context":{"library":{"name":"analytics.js"}}}""", client: IPAddress.Parse(ip)));
        Assert.Equal("{\"context\":{\"ip\":\"" + kept + "\",\"library\":{\"name\":\"analytics.js\"}}}", ofCaller);
    }

    [Fact]
    public void Identify_makes_identities_of_email_and_phone()
    {
        var interaction = One(
            """{"userId":"u1","traits":{"email":" Anna@Example.COM ","phone":"+46 (0)70-555 01 23","name":"Anna"}}""", InteractionKind.Identify);
        Assert.Equal([new("userId", "u1"), new("email", "anna@example.com"), new("phone", "+46705550123")], interaction.Identities);
    }

    [Fact]
    public void A_context_of_the_batch_holds_for_events_without_one()
    {
        var (batch, _) = Parse(
            """{"context":{"channel":"store"},"batch":[{"type":"track","event":"A","userId":"u"},{"type":"track","event":"B","userId":"u","context":{"channel":"web"}}]}""");
        Assert.Equal(["store", "web"], batch.Interactions.Select(i => i.Channel));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("17")]
    [InlineData("{")]
    [InlineData("{\"batch\":[{]}")]
    [InlineData("{} {}")]
    [InlineData("{\"a\":\0}")]
    public void What_is_no_json_object_is_refused(string json) => Assert.Equal("bad_json", Assert.Throws<SegmentRefusal>(() => Parse(json)).Code);

    [Theory]
    [InlineData("NaN")]
    [InlineData("nan")]
    [InlineData("Infinity")]
    [InlineData("-Infinity")]
    [InlineData("inf")]
    [InlineData("1.#QNAN")]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData("+5")]
    [InlineData("007")]
    [InlineData("0x1F")]
    [InlineData("1e")]
    [InlineData("-")]
    public void A_number_that_JSON_does_not_have_costs_its_event_alone(string number)
    {
        const string good = """{"type":"track","event":"A","userId":"u","properties":{"note":"NaN, .5 and \"007\"","n":1.5e3}}""";
        var bad = """{"type":"track","event":"B","userId":"u","properties":{"list":[1,NUMBER,{"deep":NUMBER}]}}""".Replace(
            "NUMBER", number, StringComparison.Ordinal);
        var (batch, setAside) = Parse($$"""{"batch":[{{good}},{{bad}},{{good}}]}""");
        Assert.Equal(["A", "A"], batch.Interactions.Select(i => i.Event));
        var (index, item) = Assert.Single(setAside);
        Assert.Equal((1, "bad_number"), (index, item.Code));
        Assert.Equal(bad, Encoding.UTF8.GetString(item.Body.Span));
    }

    [Fact]
    public void A_bad_number_outside_of_the_events_refuses_the_call() => Assert.Equal("bad_json",
        Assert.Throws<SegmentRefusal>(() => Parse("""{"context":{"x":NaN},"batch":[{"type":"track","event":"A","userId":"u"}]}""")).Code);

    [Fact]
    public void A_batch_needs_its_array_and_takes_2500_events()
    {
        static string Batch(int events) => "{\"batch\":[" + string.Join(',', Enumerable.Repeat("""{"type":"track","event":"E","userId":"u"}""", events)) + "]}";
        Assert.Equal("no_batch", Assert.Throws<SegmentRefusal>(() => Parse("{}")).Code);
        Assert.Equal(2_500, Parse(Batch(2_500)).Batch.Interactions.Count);
        Assert.Equal("too_many_events", Assert.Throws<SegmentRefusal>(() => Parse(Batch(2_501))).Code);
    }

    [Fact]
    public void Any_garbage_is_understood_set_aside_or_refused_and_never_throws_anything_else()
    {
        var random = new Random(11);
        var template =
            """{"batch":[{"type":"identify","userId":"u","traits":{"email":"a@b.c","n":[1,2,{"x":null}]},"context":{"ip":"1.2.3.4","library":{"name":"analytics.js"}},"timestamp":"2026-01-01T00:00:00Z"},{"type":"alias","userId":"u","previousId":"p"}],"sentAt":"2026-01-01T00:00:00Z"}"""u8
                .ToArray();
        for (var round = 0; round < Repetitions.Of(100_000, 10_000); round++)
        {
            var json = (byte[])template.Clone();
            for (var flips = random.Next(1, 6); flips > 0; flips--) json[random.Next(json.Length)] = (byte)random.Next(256);
            try { Parse(json[..(random.Next(4) == 0 ? random.Next(json.Length) : json.Length)]); }
            catch (SegmentRefusal) { }
        }
    }
}
