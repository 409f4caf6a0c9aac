using System.Text.Json;
using Throughline.Data.Webhooks;
using Throughline.Data.Webhooks.Mapping;

namespace Throughline.Tests.Data.Webhooks;

public class MappingTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("a.b", "1")]
    [InlineData("list[1].c", "2")]
    [InlineData("""["dotted.name"]""", "3")]
    [InlineData("""a["b"]""", "1")]
    [InlineData("$.a.b", "1")]
    [InlineData("a.none", null)]
    [InlineData("list[9]", null)]
    [InlineData("a[0]", null)]
    [InlineData("nothing", null)]
    public void A_path_finds_what_stands_there_or_nothing(string path, string? found) =>
        Assert.Equal(found, BodyPath.Parse(path)!
            .Find(JsonElement.Parse("""{"a":{"b":1},"list":[{},{"c":2}],"dotted.name":3,"nothing":null}"""))
            ?.GetRawText());

    [Theory]
    [InlineData("")]
    [InlineData("a..b")]
    [InlineData("a.")]
    [InlineData(".a")]
    [InlineData("a[")]
    [InlineData("a[x]")]
    [InlineData("a[-1]")]
    [InlineData("a]b")]
    public void What_is_not_a_path_is_not_taken_for_one(string text) => Assert.Null(BodyPath.Parse(text));

    [Theory]
    [InlineData("\"2026-03-10T09:30:00Z\"", "2026-03-10T09:30:00Z")]
    [InlineData("\"2026-03-10T10:30:00+01:00\"", "2026-03-10T09:30:00Z")]
    [InlineData("\"2026-03-10 09:30\"", "2026-03-10T09:30:00Z")]
    [InlineData("1773135000", "2026-03-10T09:30:00Z")]
    [InlineData("1773135000.5", "2026-03-10T09:30:00.5Z")]
    [InlineData("1773135000000", "2026-03-10T09:30:00Z")]
    [InlineData("\"1773135000000\"", "2026-03-10T09:30:00Z")]
    [InlineData("1773135000000000", "2026-03-10T09:30:00Z")]
    [InlineData("\"2026-03-06\"", "2026-03-06T00:00:00Z")]
    [InlineData("\"2027-01-01T00:00:00Z\"", "2026-03-10T12:00:00Z")]
    public void Times_are_read_as_senders_write_them_and_never_lie_in_the_future(string at, string expected)
    {
        var shown = Assert.IsType<PreviewWebhook.Shown>(Preview(Parcel with { At = "at" }, $$"""{"mail":"anna@example.com","at":{{at}}}"""));
        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), Assert.Single(shown.Items).At);
    }

    [Theory]
    [InlineData("""{"mail":"anna@example.com","at":"soon"}""", "bad_timestamp")]
    [InlineData("""{"mail":"anna@example.com","at":true}""", "bad_timestamp")]
    [InlineData("""{"mail":"anna@example.com","at":"03/04/2024"}""", "bad_timestamp")]
    [InlineData("""{"mail":"anna@example.com","at":"04.03.2024"}""", "bad_timestamp")]
    [InlineData("""{"other":"anna@example.com"}""", "no_identity")]
    [InlineData("""{"mail":"guest"}""", "blocked_identity")]
    [InlineData("""{"mail":"not an address"}""", "blocked_identity")]
    [InlineData("""{"mail":["anna@example.com"]}""", "no_identity")]
    [InlineData("""["anna@example.com"]""", "not_an_object")]
    public void What_cannot_be_mapped_says_why(string body, string code)
    {
        var shown = Assert.IsType<PreviewWebhook.Shown>(Preview(Parcel with { At = "at" }, body));
        Assert.Equal((0, code), (shown.Accepted, Assert.Single(shown.SetAside).Code));
    }

    [Fact]
    public void Everything_a_mapping_names_is_found_and_named()
    {
        var mapping = new WebhookMapping
        {
            Event = new NamedPlace(Path: "type", Names: new Dictionary<string, string> { ["charge.ok"] = "Payment Received" }),
            UserId = "data.customer.id", Email = "data.customer.mail", Identities = new Dictionary<string, string> { ["card"] = "data.card.print" },
            MessageId = "id", Channel = new NamedPlace("server", "data.via"), Properties = "data",
            Renames = new Dictionary<string, string> { ["amount.value"] = "total", ["cur"] = "currency" },
        };
        const string body =
            """{"id":"ev_1","type":"charge.ok","data":{"customer":{"id":42,"mail":"Anna@Example.com"},"card":{"print":"c-9"},"via":"Kiosk","amount":{"value":12.50},"cur":"EUR"}}""";
        var item = Assert.Single(Assert.IsType<PreviewWebhook.Shown>(Preview(mapping, body)).Items);
        Assert.Equal(("Payment Received", "kiosk", "hook:carrier:ev_1"), (item.Event, item.Channel, item.MessageId));
        Assert.Equal(["userId:42", "email:anna@example.com", "card:c-9"], item.Identities);
        Assert.Equal("12.50", item.Properties.GetProperty("total").GetRawText());
        Assert.Equal("EUR", item.Properties.GetProperty("currency").GetString());
        Assert.False(item.Properties.TryGetProperty("cur", out _));
    }

    [Fact]
    public void Elements_of_a_list_under_one_id_keep_ids_of_their_own_that_depend_on_what_they_say()
    {
        var mapping = Parcel with { Items = "events", MessageId = "$.id" };
        var shown = Assert.IsType<PreviewWebhook.Shown>(Preview(
            mapping, """{"id":"call-1","events":[{"mail":"anna@example.com"},{"mail":"ben@example.com"}]}"""));
        var turned = Assert.IsType<PreviewWebhook.Shown>(Preview(
            mapping, """{"id":"call-1", "events": [ {"mail":"ben@example.com"}, {"mail":"anna@example.com"} ]}"""));
        Assert.Equal(2, shown.Items.DistinctBy(i => i.MessageId).Count());
        Assert.Equal(shown.Items.Select(i => i.MessageId), turned.Items.Reverse().Select(i => i.MessageId));
    }

    [Theory]
    [InlineData("a..b", "at")]
    [InlineData("a[", "at")]
    public void A_mapping_with_a_path_that_is_none_is_refused_by_its_field(string path, string field) =>
        Assert.Equal(field, Assert.Single(Assert.IsType<PreviewWebhook.NotAMapping>(Preview(Parcel with { At = path }, "{}")).Faults).Field);

    [Fact]
    public void The_example_of_a_mapping_is_understood_by_it()
    {
        var mapping = Parcel with
        { Items = "data.events", At = "when[1]", MessageId = "$.id", Phone = "to.phone", Event = new NamedPlace(Path: """["event.type"]""")
        };
        Assert.Equal(1, Assert.IsType<PreviewWebhook.Shown>(Preview(mapping, ExampleBody.Of(CompiledMapping.Of(mapping).Mapping).ToJsonString())).Accepted);
    }

    private static WebhookMapping Parcel => new() { Event = new NamedPlace("Parcel Delivered"), Email = "mail" };

    private static PreviewWebhook.Outcome Preview(WebhookMapping mapping, string body) => PreviewWebhook.Preview(mapping, "carrier", body, Now);
}
