using System.Text.Json;
using Throughline.Tests.Server;

namespace Throughline.Tests.Journeys.Asking;

[Collection(nameof(SmallShop))]
public class AskingTests(SmallShop shop)
{
    private const string March = "\"from\":\"2026-03-01T00:00:00Z\",\"to\":\"2026-04-01T00:00:00Z\"";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_funnel_tells_who_came_how_far_and_how_long_it_took()
    {
        var answer = await shop.Ask(
            "funnel",
            $$"""{"steps":[{"event":"Product Viewed"},{"event":"Checkout Started"},{"event":"Order Completed"}],"windowSeconds":172800,"mode":"ordered",{{March}} }""",
            Ct);

        var steps = answer.GetProperty("steps").EnumerateArray().ToList();
        Assert.Equal([3, 2, 1], steps.Select(s => s.GetProperty("customers").GetInt32()));
        Assert.Equal(1 / 3.0, steps[2].GetProperty("conversion").GetDouble(), 6);
        Assert.Equal(JsonValueKind.Null, steps[0].GetProperty("averageSeconds").ValueKind);
        Assert.Equal((300 + 86_400) / 2.0, steps[1].GetProperty("averageSeconds").GetDouble());
        Assert.Equal(600, steps[2].GetProperty("medianSeconds").GetDouble());
        Assert.True(answer.GetProperty("elapsedMs").GetDouble() >= 0);
    }

    [Fact]
    public async Task A_funnel_is_split_by_the_browser_of_a_step_and_filtered_by_property()
    {
        var split = await shop.Ask(
            "funnel",
            $$"""{"steps":[{"event":"Product Viewed"},{"event":"Order Completed"}],"breakdown":{"property":"browser","attribution":"firstTouch"},{{March}} }""",
            Ct);
        Assert.Equal(["Firefox:1,0", "Safari:2,1"], split.GetProperty("breakdown").EnumerateArray()
            .Select(p =>
                $"{p.GetProperty("key").GetString()}:"
                    + $"{string.Join(',', p.GetProperty("steps").EnumerateArray().Select(s => s.GetProperty("customers").GetInt32()))}")
            .Order());

        var safari = await shop.Ask(
            "funnel",
            $$"""{"steps":[{"event":"Product Viewed","where":[{"property":"browser","op":"in","value":["Safari"]}]},{"event":"*","where":[{"property":"channel","op":"eq","value":"phone"}]}],{{March}} }""",
            Ct);
        Assert.Equal([2, 1], safari.GetProperty("steps").EnumerateArray().Select(s => s.GetProperty("customers").GetInt32()));
    }

    [Fact]
    public async Task The_people_behind_a_step_and_those_who_dropped_out_are_named()
    {
        const string Question = $$"""{"steps":[{"event":"Product Viewed"},{"event":"Order Completed"}],{{March}} }""";
        var reached = await shop.Ask("funnel/people", $$"""{"question":{{Question}},"cell":{"step":1} }""", Ct);
        Assert.Equal(["ana"], reached.GetProperty("items").EnumerateArray().Select(p => p.GetProperty("name").GetString()));
        var dropped = await shop.Ask("funnel/people", $$"""{"question":{{Question}},"cell":{"step":1,"dropped":true},"limit":1}""", Ct);
        Assert.Equal(2, dropped.GetProperty("count").GetInt32());
        Assert.Equal(1, dropped.GetProperty("next").GetInt32());
    }

    [Fact]
    public async Task Retention_paths_switches_and_trend_answer_as_the_contract_says()
    {
        var retention = await shop.Ask(
            "retention", $$"""{"start":"Product Viewed","return":"*","period":"week","periods":3,"mode":"firstTime",{{March}} }""", Ct);
        var cohort = retention.GetProperty("cohorts").EnumerateArray().Single(c => c.GetProperty("size").GetInt32() > 0);
        Assert.Equal("2026-03-02T00:00:00+00:00", cohort.GetProperty("start").GetString());
        Assert.Equal([3, 1, 0], cohort.GetProperty("returned").EnumerateArray().Select(r => r.GetInt32()));

        var paths = await shop.Ask("paths", $$"""{"top":2,"gapSeconds":1800,{{March}} }""", Ct);
        Assert.Contains(paths.GetProperty("edges").EnumerateArray(), e => e.GetProperty("source").GetString() == "Product Viewed"
            && e.GetProperty("count").GetInt64() == 1);

        var switches = await shop.Ask("switches", $$"""{"withinSeconds":86400,{{March}} }""", Ct);
        Assert.Equal(["chat>phone 3600", "web>chat 1800"], switches.GetProperty("matrix").EnumerateArray()
            .Select(m => $"{m.GetProperty("from").GetString()}>{m.GetProperty("to").GetString()} {m.GetProperty("medianGapSeconds").GetDouble()}"));

        var trend = await shop.Ask("trend", $$"""{"event":"Order Completed","interval":"week","measure":"sum","from":"2026-03-02","to":"2026-03-16"}""", Ct);
        Assert.Equal([59.9, 20.1], trend.GetProperty("series")[0].GetProperty("points").EnumerateArray().Select(p => p.GetProperty("value").GetDouble()));
    }

    [Theory]
    [InlineData("funnel", """{"steps":[]}""", "no_steps")]
    [InlineData("funnel", """{"steps":[{"event":"A"}],"windowSeconds":0}""", "window_out_of_range")]
    [InlineData("funnel", """{"steps":[{"event":"A"}],"from":"2026-05-01","to":"2026-04-01"}""", "inverted_period")]
    [InlineData("funnel", """{"steps":[{"event":"A"}],"from":"yesterday"}""", "bad_time")]
    [InlineData("funnel", """{"steps":[{"event":"A"}],"mode":"sideways"}""", "unknown_mode")]
    [InlineData("funnel", """{"steps":[{}]}""", "event_missing")]
    [InlineData("funnel", """{"steps":[{"event":"A","where":[{"property":"colour","op":"eq","value":"red"}]}]}""", "unknown_property")]
    [InlineData("funnel", """{"steps":[{"event":"A","where":[{"property":"browser","op":"like","value":"red"}]}]}""", "unknown_op")]
    [InlineData("funnel", """{"steps":[{"event":"A"}],"segment":"nobody-has-made-it"}""", "no_such_segment")]
    [InlineData("retention", """{"start":"A","return":"B","periods":0}""", "periods_out_of_range")]
    [InlineData("retention", """{"start":"A","return":"B","timeZone":"Mars/Olympus"}""", "unknown_time_zone")]
    [InlineData("paths", """{"top":0}""", "top_out_of_range")]
    [InlineData("switches", """{"withinSeconds":0}""", "window_out_of_range")]
    [InlineData("trend", """{"measure":"mode"}""", "unknown_measure")]
    [InlineData("trend", """{"breakdown":"no such thing","from":"2026-03-01","to":"2026-04-01"}""", "unknown_property")]
    [InlineData("trend", """{"interval":"hour"}""", "too_many_periods")]
    public async Task A_question_that_cannot_be_answered_says_why(string question, string json, string code)
    {
        var problem = await shop.Answer(question, json, 400, Ct);
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
    }

    [Fact]
    public async Task More_than_32_steps_are_refused()
    {
        var steps = string.Join(',', Enumerable.Repeat("""{"event":"A"}""", 33));
        Assert.Equal("too_many_steps", (await shop.Answer("funnel", $$"""{"steps":[{{steps}}]}""", 400, Ct)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_property_that_nobody_asked_about_before_can_be_asked_about()
    {
        // Totals are not among the columns that are kept from the start.
        var answer = await shop.Ask(
            "funnel", $$"""{"steps":[{"event":"Order Completed","where":[{"property":"total","op":"ge","value":50}]}],{{March}} }""", Ct);
        Assert.Equal(1, answer.GetProperty("steps")[0].GetProperty("customers").GetInt32());
    }

    [Fact]
    public async Task Customers_who_turn_out_to_be_one_count_as_one_at_once()
    {
        await shop.Server.Tell(
            "/v1/import",
            $$"""{"batch":[{{SmallShop.Event("dora", "Demo Asked", "2026-05-01T10:00:00Z")}},{{SmallShop.Event("dora-old", "Demo Given", "2026-05-01T11:00:00Z")}}]}""",
            Ct);
        const string Question = """{"steps":[{"event":"Demo Asked"},{"event":"Demo Given"}]}""";
        Assert.Equal(0, (await shop.Ask("funnel", Question, Ct)).GetProperty("steps")[1].GetProperty("customers").GetInt32());
        await shop.Server.Tell("/v1/alias", """{"userId":"dora","previousId":"dora-old","context":{"channel":"server"}}""", Ct);
        Assert.Equal(1, (await shop.Ask("funnel", Question, Ct)).GetProperty("steps")[1].GetProperty("customers").GetInt32());
    }
}
