using System.Net;
using System.Text.Json;
using Throughline.Tests.Feedback;
using Throughline.Tests.Server;

namespace Throughline.Tests.Service.Conversations;

/// <summary>From an answer in Feedback to a conversation in Service, and to nothing when the customer is erased.</summary>
[Collection(SharedServer.Name)]
public sealed class UnhappyAnswerTests(SharedServer shared)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private RunningServer Server => shared.Server;

    [Fact]
    public async Task An_unhappy_answer_opens_one_conversation_that_stands_on_the_customers_page()
    {
        await Server.MakeSurvey("unhappy", Ct);
        await Server.Answer("unhappy", new { identity = "userId:unhappy-anna", answers = new { recommend = 2 }, channel = "email", answerId = "u-1" }, Ct);
        await Server.Answer("unhappy", new { identity = "userId:happy-jonas", answers = new { recommend = 9 }, channel = "email" }, Ct);
        await Server.HandedOn(Ct);

        var anna = await Server.IdOf("userId:unhappy-anna", Ct);
        var conversation = Assert.Single(await Conversations(anna));
        Assert.Equal("2 of 10: How likely are you to recommend us?", conversation.GetProperty("subject").GetString());
        Assert.Equal(("open", "email"), (conversation.GetProperty("status").GetString(), conversation.GetProperty("channel").GetString()));
        Assert.Empty(await Conversations(await Server.IdOf("userId:happy-jonas", Ct)));
        Assert.Equal(["Conversation Opened", "Survey Answered"],
            (await Server.Timeline("userId:unhappy-anna", Ct)).Select(m => m.GetProperty("event").GetString()).Order());

        var page = await Server.ReadPage($"/customers/{anna}", Ct);
        Assert.Contains("data-conversations", page, StringComparison.Ordinal);
        Assert.Contains("2 of 10: How likely are you to recommend us?", page, StringComparison.Ordinal);
        Assert.DoesNotContain("data-conversations",
            await Server.ReadPage($"/customers/{await Server.IdOf("userId:happy-jonas", Ct)}", Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Joined_customers_have_the_conversations_of_both()
    {
        await Server.MakeSurvey("joined", Ct);
        foreach (var identity in new[] { "userId:joined-a", "anonymousId:joined-b" })
            await Server.Answer("joined", new { identity, answers = new { recommend = 1 } }, Ct);
        await Server.HandedOn(Ct);
        await Server.Tell("/v1/identify", """{"userId":"joined-a","anonymousId":"joined-b"}""", Ct);

        Assert.Equal(2, (await Conversations(await Server.IdOf("userId:joined-a", Ct))).Count);
    }

    [Fact]
    public async Task An_erased_customer_leaves_nothing_in_either_room()
    {
        await Server.MakeSurvey("erased", Ct);
        foreach (var user in new[] { "erased-anna", "kept-jonas" })
            await Server.Answer("erased", new { identity = "userId:" + user, answers = new { recommend = 0 } }, Ct);
        await Server.HandedOn(Ct);
        var (anna, jonas) = (await Server.IdOf("userId:erased-anna", Ct), await Server.IdOf("userId:kept-jonas", Ct));
        var export = await Server.Get($"/api/customers/{anna}/export", Ct);
        Assert.Equal((1, 1), (export.GetProperty("answers").GetArrayLength(), export.GetProperty("conversations").GetArrayLength()));

        // Told, and erased before anybody can have listened.
        await Server.Answer("erased", new { customer = anna, answers = new { recommend = 1 } }, Ct);
        Assert.Equal(HttpStatusCode.NoContent, (await Server.Api.DeleteAsync($"/api/customers/{anna}", Ct)).StatusCode);
        await Server.HandedOn(Ct);

        Assert.Empty(Rows("select customer from feedback_answers where customer like '%erased-anna%'"));
        Assert.Empty(Rows("select customer from service_conversations where customer like '%erased-anna%'"));
        Assert.Empty(Rows("select payload from platform_outbox where payload like '%erased-anna%'"));
        Assert.Empty(await Server.Customers("userId:erased-anna", Ct));
        Assert.Single(await Conversations(jonas));
    }

    [Theory]
    [InlineData("customer=abc", "customer")]
    [InlineData("cursor=later", "cursor")]
    [InlineData("limit=0", "limit")]
    public async Task What_is_wrong_in_a_question_is_named(string query, string field)
    {
        using var answer = await Server.Api.GetAsync("/api/service/conversations?" + query, Ct);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var problem = JsonElement.Parse(await answer.Content.ReadAsStringAsync(Ct));
        Assert.Equal(field, problem.GetProperty("faults")[0].GetProperty("field").GetString());
    }

    private async Task<List<JsonElement>> Conversations(string customer) =>
        [.. (await Server.Get($"/api/service/conversations?customer={customer}", Ct)).GetProperty("items").EnumerateArray()];

    private List<string> Rows(string sql)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(Server.Data, "throughline.db")};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read()) rows.Add(reader.GetString(0));
        return rows;
    }
}
