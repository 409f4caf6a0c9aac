using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Throughline.Tests.Server;

namespace Throughline.Tests.Touchpoints.Promises;

/// <summary>What is promised at touchpoints, measured by what was sent.</summary>
[Collection(SharedServer.Name)]
public sealed class PromisesTests(SharedServer shared)
{
    private const string Year = "from=2021-01-01T00:00:00Z&to=2022-01-01T00:00:00Z";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private RunningServer Server => shared.Server;

    [Fact]
    public async Task Who_is_answered_in_time_late_and_never_is_told_and_opens_its_people()
    {
        await Promise("porter", """{"text":"Let in within 2 minutes","measure":"waiting","target":120,"share":0.9,"begins":"Bell Rung","keeps":"Door Opened"}""");
        await Send(
            ("por-ann", "Bell Rung", "2021-03-01T10:00:00Z", "north"), ("por-ann", "Door Opened", "2021-03-01T10:02:00Z", null),
            ("por-ben", "Bell Rung", "2021-03-01T10:00:00Z", "south"), ("por-ben", "Door Opened", "2021-03-01T10:03:00Z", null),
            ("por-cem", "Bell Rung", "2021-03-01T10:00:00Z", "south"), ("por-cem", "Bell Rung", "2021-03-01T11:00:00Z", "south"));

        var kept = await Kept("porter");
        Assert.Equal((1, 3, 0), Cases(kept));
        Assert.Equal(2, kept.GetProperty("cases").GetProperty("brokenCustomers").GetInt32());
        Assert.Equal((0.25, 4), (kept.GetProperty("kept").GetProperty("value").GetDouble(), kept.GetProperty("kept").GetProperty("n").GetInt32()));
        Assert.Equal("tooFew", kept.GetProperty("standing").GetString());

        var page = await Server.ReadPage("/touchpoints/porter?from=2021-01-01&to=2021-12-31", Ct);
        Assert.Contains("In 90% of cases: answered within 2 min. From “Bell Rung” to “Door Opened”.", page, StringComparison.Ordinal);
        Assert.Contains("customers let down", page, StringComparison.Ordinal);
        var people = await Server.ReadPage("/journeys/people?of=promise&touchpoint=porter&state=broken&" + Year, Ct);
        Assert.Contains("porter: promise broken", people, StringComparison.Ordinal);
        Assert.Contains(" · 2 customers", people, StringComparison.Ordinal);
        var map = await Server.Get($"/api/journeys/map?{Year}", Ct);
        Assert.Equal(1, OnMap(map, "porter").GetProperty("promise").GetProperty("cases").GetProperty("kept").GetInt32());
    }

    [Fact]
    public async Task Of_two_parcels_on_their_way_each_is_judged_by_itself_and_a_cancelled_one_not_at_all()
    {
        await Promise("barge", """
            {"text":"There within a day","measure":"delivery","target":86400,"share":0.5,"begins":"Barge Left","keeps":"Barge Came","case":"barge","callsOff":"Barge Sunk"}
            """);
        await Send(
            ("bar-ann", "Barge Left", "2021-03-01T08:00:00Z", "a"), ("bar-ann", "Barge Left", "2021-03-01T09:00:00Z", "b"),
            ("bar-ann", "Barge Came", "2021-03-01T20:00:00Z", "b"), ("bar-ann", "Barge Came", "2021-03-03T08:00:00Z", "a"),
            ("bar-ben", "Barge Left", "2021-03-01T08:00:00Z", "c"), ("bar-ben", "Barge Sunk", "2021-03-01T09:00:00Z", "c"));

        var kept = await Kept("barge");
        Assert.Equal((1, 1, 0), Cases(kept));
        Assert.Equal(1, kept.GetProperty("cases").GetProperty("calledOff").GetInt32());
    }

    // Asked on Friday at four, with four hours of nine to five: due on Monday at noon.
    [Theory]
    [InlineData("elapsed", "2021-03-05T19:59:00Z", 1)]
    [InlineData("elapsed", "2021-03-08T11:59:00Z", 0)]
    [InlineData("business", "2021-03-08T11:59:00Z", 1)]
    [InlineData("business", "2021-03-08T12:01:00Z", 0)]
    public async Task Hours_of_a_promise_are_those_of_its_clock(string clock, string answered, int keptCases)
    {
        var name = $"{clock}-{DateTimeOffset.Parse(answered, CultureInfo.InvariantCulture):ddHHmm}";
        await Promise($"ask-{name}", $$"""
            {"text":"Within 4 hours","measure":"firstReply","target":14400,"share":0.9,"clock":"{{clock}}","calendar":"default","begins":"Asked {{name}}","keeps":"Told {{name}}"}
            """);
        await Send(($"ask-{name}", $"Asked {name}", "2021-03-05T16:00:00Z", null), ($"ask-{name}", $"Told {name}", answered, null));

        Assert.Equal((keptCases, 1 - keptCases, 0), Cases(await Kept($"ask-{name}")));
    }

    [Fact]
    public async Task A_parcel_is_in_time_until_the_promised_day_is_over()
    {
        await Promise("coach", """
            {"text":"On the day","measure":"delivery","target":0,"share":0.9,"begins":"Coach Left","keeps":"Coach Came","promisedDay":"day"}
            """);
        await Send(
            ("coa-ann", "Coach Left", "2021-06-01T08:00:00Z", "2021-06-03"), ("coa-ann", "Coach Came", "2021-06-03T23:59:00Z", null),
            ("coa-ben", "Coach Left", "2021-06-01T08:00:00Z", "2021-06-03"), ("coa-ben", "Coach Came", "2021-06-04T00:00:00Z", null),
            ("coa-cem", "Coach Left", "2021-06-01T08:00:00Z", null), ("coa-cem", "Coach Came", "2021-06-04T00:00:00Z", null));

        var kept = await Kept("coach");
        Assert.Equal((1, 1, 0), Cases(kept));
        Assert.Equal(1, kept.GetProperty("cases").GetProperty("withoutDue").GetInt32());
    }

    [Fact]
    public async Task Who_still_waits_is_open_and_in_no_share()
    {
        await Promise("ferry", """{"text":"Within 9 years","measure":"waiting","target":283824000,"share":0.9,"begins":"Ferry Called","keeps":"Ferry Came"}""");
        await Send(("fer-ann", "Ferry Called", "2021-06-01T08:00:00Z", null), ("fer-ann", "Ferry Came", "2021-06-01T09:00:00Z", null));

        var kept = await Kept("ferry");
        Assert.Equal((0, 0, 1), Cases(kept));
        var page = await Server.ReadPage("/touchpoints/ferry?from=2021-01-01&to=2021-12-31", Ct);
        Assert.Contains("Too early to tell", page, StringComparison.Ordinal);
        Assert.Matches("state=open[^\"]*\"[^>]*>1<", page);
        Assert.Equal(("tooEarly", JsonValueKind.Null), (kept.GetProperty("standing").GetString(), kept.GetProperty("kept").GetProperty("value").ValueKind));
    }

    [Fact]
    public async Task A_broken_promise_stands_large_on_the_map_and_says_where_it_breaks()
    {
        await Promise("ramp", """{"text":"Up within a minute","measure":"waiting","target":60,"share":0.8,"begins":"Ramp Asked","keeps":"Ramp Down"}""");
        await Send([.. Enumerable.Range(0, 80).SelectMany(i => new[]
        {
            ($"ramp-{i}", "Ramp Asked", "2021-09-01T08:00:00Z", (string?)(i % 2 == 0 ? "east" : "west")),
            ($"ramp-{i}", "Ramp Down", i % 2 == 0 ? "2021-09-01T09:00:00Z" : "2021-09-01T08:00:30Z", null),
        })]);

        Assert.Equal("broken", (await Kept("ramp")).GetProperty("standing").GetString());
        var page = await Server.ReadPage("/touchpoints/ramp?from=2021-09-01&to=2021-09-30", Ct);
        Assert.Contains("Where it breaks: by place", page, StringComparison.Ordinal);
        Assert.Matches("<bdi>east</bdi>[\\s\\S]*?tone-hurt[\\s\\S]*?state=broken[^\"]*by=place[^\"]*value=east[^\"]*\">40</a>", page);
        Assert.Contains("let down", await Server.ReadPage("/journeys?from=2021-09-01&to=2021-09-30", Ct), StringComparison.Ordinal);
        Assert.Contains("Up within a minute", await Server.ReadPage("/touchpoints?promise=any", Ct), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(""" "clock":"moon" """, "promiseClock")]
    [InlineData(""" "begins":"Bell Rung" """, "promiseKeeps")]
    [InlineData(""" "calendar":"nowhere" """, "promiseCalendar")]
    [InlineData(""" "windowDays":0 """, "promiseWindowDays")]
    public async Task A_promise_that_cannot_be_measured_so_is_refused_at_its_field(string part, string field)
    {
        var refused = await Put("refused", Touchpoint($$"""{"text":"t","measure":"waiting","target":1,"share":0.9,{{part}}}"""));
        Assert.Equal((422, "bad_promise"), (refused.Status, refused.Body.GetProperty("code").GetString()));
        Assert.Contains(field, refused.Body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_of_a_promise_is_kept_as_it_was_put()
    {
        const string said = """{"text":"t","measure":"waiting","target":60,"share":0.9,"clock":"business","windowDays":14,"calendar":"default","exclusions":["test"]}""";
        await Promise("said", said);
        Assert.Equal(said, (await Server.Get("/api/touchpoints/said", Ct)).GetProperty("promise").GetRawText());
    }

    private static string Touchpoint(string promise, string name = "x") =>
        $$"""{"name":"{{name}}","channel":"any","stage":"service","goal":{"text":"g"},"owner":{"department":"Doormen"},"rules":[],"promise":{{promise}}}""";

    private async Task Promise(string key, string promise)
    {
        var put = await Put(key, Touchpoint(promise, key));
        Assert.True(put.Status == 201, put.Body.GetRawText());
    }

    private async Task<(int Status, JsonElement Body)> Put(string key, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await Server.Api.PutAsync(new Uri($"/api/touchpoints/{key}", UriKind.Relative), content, Ct);
        return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(Ct));
    }

    private async Task Send(params (string User, string Event, string At, string? Place)[] events)
    {
        var batch = events.Select((e, i) => JsonSerializer.Serialize(new
        {
            type = "track", userId = e.User, @event = e.Event, timestamp = e.At, messageId = $"{e.User}-{e.Event}-{i}",
            properties = e.Place is null ? new Dictionary<string, string>() : new() { [PropertyOf(e.Event)] = e.Place },
        }));
        await Server.Tell("/v1/import", $$"""{"batch":[{{string.Join(',', batch)}}]}""", Ct);
    }

    private static string PropertyOf(string name) => name.Split(' ')[0] switch { "Barge" => "barge", "Coach" => "day", _ => "place" };

    /// <summary>As soon as the index has a column for what the promise needs.</summary>
    private async Task<JsonElement> Kept(string touchpoint)
    {
        for (var tries = 0; ; tries++)
        {
            using var answer = await Server.Api.GetAsync(new Uri($"/api/promises?{Year}", UriKind.Relative), Ct);
            var body = await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
            if (answer.IsSuccessStatusCode)
                return body.GetProperty("items").EnumerateArray().Single(i => i.GetProperty("touchpoint").GetString() == touchpoint).GetProperty("kept");
            Assert.True(tries < 100, body.GetRawText());
            await Task.Delay(100, Ct);
        }
    }

    private static (int Kept, int Broken, int Open) Cases(JsonElement kept)
    {
        var cases = kept.GetProperty("cases");
        return (cases.GetProperty("kept").GetInt32(), cases.GetProperty("broken").GetInt32(), cases.GetProperty("open").GetInt32());
    }

    private static JsonElement OnMap(JsonElement map, string touchpoint) => map.GetProperty("stages").EnumerateArray()
        .SelectMany(s => s.GetProperty("touchpoints").EnumerateArray()).Single(t => t.GetProperty("key").GetString() == touchpoint);
}
