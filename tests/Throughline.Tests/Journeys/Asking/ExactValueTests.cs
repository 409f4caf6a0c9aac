using System.Net.Http.Json;
using System.Text.Json;
using Throughline.Contracts;
using Throughline.Tests.Server;

namespace Throughline.Tests.Journeys.Asking;

/// <summary>What was sent is compared and added up as it was sent.</summary>
[Collection(nameof(ChangingShop))]
public class ExactValueTests(ChangingShop shop)
{
    private static readonly string Long = new('x', KeptText.Longest + 500);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ids_of_many_digits_are_told_apart()
    {
        await Tell("Parcel Sent", """{"parcel":9007199254740993}""", """{"parcel":9007199254740992}""", """{"parcel":"00340434161094027318"}""");
        Assert.Equal(1, await Customers("Parcel Sent", "parcel", "9007199254740993"));
        Assert.Equal(1, await Customers("Parcel Sent", "parcel", "\"00340434161094027318\""));
        Assert.Equal(0, await Customers("Parcel Sent", "parcel", "\"00340434161094027319\""));
    }

    [Fact]
    public async Task Long_texts_are_found_by_all_of_their_letters()
    {
        await Tell("Link Opened", $$"""{"link":"{{Long}}a"}""", $$"""{"link":"{{Long}}b"}""", $$"""{"link":"/{{Long[..600]}}?end"}""");
        Assert.Equal(1, await Customers("Link Opened", "link", $"\"{Long}a\""));
        Assert.Equal(0, await Customers("Link Opened", "link", $"\"{Long}c\""));
        Assert.Equal(1, await Customers("Link Opened", "link", "\"?end\"", "contains"));
    }

    [Fact]
    public async Task Amounts_below_a_cent_and_amounts_sent_as_text_are_added_up()
    {
        await Tell("Tokens Used", [.. Enumerable.Repeat("""{"value":0.004}""", 100)]);
        Assert.Equal(0.4, await Figure("Tokens Used", "sum"));
        await Tell("Invoice Paid", """{"total":"12,50"}""", """{"total":"1,234.50"}""", """{"total":"about ten"}""");
        Assert.Equal(1247, await Figure("Invoice Paid", "sum"));
    }

    private Task Tell(string name, params string[] properties) =>
        shop.Server.Tell("/v1/import", $$"""{"batch":[{{string.Join(',', properties.Index().Select(p =>
            $$"""{"type":"track","userId":"exact{{p.Index}}","event":"{{name}}","timestamp":"2026-04-10T00:00:00Z","messageId":"{{name}}{{p.Index}}","properties":{{p.Item}}}"""))}}]}""", Ct);

    private Task<double> Customers(string name, string property, string value, string op = "eq") =>
        Figure(name, "customers", $$""","where":[{"property":"{{property}}","op":"{{op}}","value":{{value}}}]""");

    private async Task<double> Figure(string name, string measure, string more = "")
    {
        var question = $$"""{"event":"{{name}}","interval":"whole","measure":"{{measure}}","from":"2026-04-10","to":"2026-04-11"{{more}}}""";
        while (true)
        {
            using var content = new StringContent(question, System.Text.Encoding.UTF8, "application/json");
            using var answer = await shop.Server.Api.PostAsync(new Uri("/api/journeys/trend", UriKind.Relative), content, Ct);
            // A property that nobody asked for before gets its column first.
            if ((int)answer.StatusCode == 200)
            {
                var body = await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
                return body.GetProperty("series")[0].GetProperty("points")[0].GetProperty("value").GetDouble();
            }
            Assert.Equal(503, (int)answer.StatusCode);
            await Task.Delay(50, Ct);
        }
    }
}
