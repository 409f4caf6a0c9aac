using System.Net;
using Throughline.Journeys.Named;
using Throughline.Journeys.Questions;
using Throughline.Tests.Server;

namespace Throughline.Tests.Journeys.Named;

/// <summary>A named journey and the funnel explorer say the same thing.</summary>
[Collection(nameof(ChangingShop))]
public sealed class NamedFormTests(ChangingShop shop)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_explorer_asks_what_the_journey_asks_and_leads_back_to_it()
    {
        const string safari =
            """{"name":"Pay on Safari","goal":"Be done","owner":{"department":"Product"},"windowSeconds":5400,"steps":[{"event":"Checkout Started","where":[{"property":"browser","value":"Safari"},{"property":"touchpoint","op":"in","value":["checkout","cart"]}]},{"event":"Order Completed","where":[{"property":"total","op":"exists"}]}]}""";
        using var content = new StringContent(safari, System.Text.Encoding.UTF8, "application/json");
        using (var answer = await shop.Server.Api.PutAsync(new Uri("/api/journeys/named/safari", UriKind.Relative), content, Ct))
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);

        var page = await Read("/journeys/named/safari?from=2026-03-01&to=2026-03-28");
        Assert.Contains("browser is Safari", page, StringComparison.Ordinal);
        const string steps =
            "step=Checkout+Started&where=browser&value=Safari&where=touchpoint&op=in&value=checkout,cart&step=Order+Completed&where=total&op=exists&window=90m";
        Assert.Contains($"/journeys/funnel?{steps}&period=own&from=2026-03-01&to=2026-03-28&journey=safari", page, StringComparison.Ordinal);

        var explorer = await Read($"/journeys/funnel?{steps}&period=own&from=2026-03-01&to=2026-03-28&journey=safari");
        Assert.Contains("href=\"/journeys/named/safari\"", explorer, StringComparison.Ordinal);
        Assert.DoesNotContain("differs from the journey", explorer, StringComparison.Ordinal);
        Assert.Contains("100 started", explorer, StringComparison.Ordinal);
        Assert.Contains(
            $"/journeys/named/safari/edit?{steps.Replace("90m", "1h", StringComparison.Ordinal)}",
            await Read($"/journeys/funnel?{steps.Replace("90m", "1h", StringComparison.Ordinal)}&journey=safari"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_becomes_a_journey_with_its_conditions_and_what_is_left_behind_is_said()
    {
        var form = await Read(
            "/journeys/named/"
                + "new?step=Checkout+Started&where=browser&value=Safari&step=Order+Completed&optional=1&without=Chat+Started&filter=channe"
                + "l&value=web&window=90m&segment=big");
        Assert.Contains("value=\"Safari\"", form, StringComparison.Ordinal);
        Assert.Equal(2, form.Split("name=\"where\" value=\"channel\"").Length - 1);
        Assert.Contains("cannot include: events that must not happen, steps that may be skipped, the segment.", form, StringComparison.Ordinal);
        Assert.Matches("name=\"Form.Window\" value=\"90\"", form);
    }

    [Theory]
    [InlineData("step=A&where=browser&value=&step=B", 1)]
    [InlineData("step=A&step=B&where=&value=Safari", 2)]
    [InlineData("step=A&step=B&step=&where=browser&value=Safari", 3)]
    public void A_condition_that_is_begun_must_be_finished(string body, int step) =>
        Assert.Equal($"Finish the condition at step {step}, or remove it.", JourneyAsQuestion.Unfinished(QuestionReader.Read(QuestionKind.All[0], body)));

    private Task<string> Read(string path) => shop.Server.ReadPage(path, Ct);
}
