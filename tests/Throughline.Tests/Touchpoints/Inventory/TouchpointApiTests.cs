using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Throughline.Contracts;
using Throughline.Tests.Platform.Server;
using Throughline.Tests.Server;

namespace Throughline.Tests.Touchpoints.Inventory;

[Collection(SharedServer.Name)]
public sealed class TouchpointApiTests(SharedServer shared)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private RunningServer Server => shared.Server;

    [Fact]
    public async Task A_touchpoint_is_kept_as_it_was_put_and_can_be_taken_away()
    {
        var put = await Put("fitting-room", """
            {"key":"fitting-room","name":"Fitting room","channel":"store","stage":"consideration","goal":{"text":"See whether it fits","event":"Order Completed","withinSeconds":3600},
             "owner":{"department":"Stores","person":"Ana"},"promise":{"text":"A free room within 5 minutes","measure":"waiting","target":300,"share":0.9},
             "rules":[{"event":"Fitting Room Used","channel":"store","where":[{"property":"room","op":"in","value":["1","2"]}]}]}
            """);
        Assert.Equal(201, put.Status);
        var kept = await Server.Get("/api/touchpoints/fitting-room", Ct);
        Assert.Equal("See whether it fits", kept.GetProperty("goal").GetProperty("text").GetString());
        Assert.Equal(300, kept.GetProperty("promise").GetProperty("target").GetDouble());
        Assert.Equal("""[{"event":"Fitting Room Used","channel":"store","where":[{"property":"room","op":"in","value":["1","2"]}]}]""",
            kept.GetProperty("rules").GetRawText());
        Assert.Contains((await Server.Get("/api/touchpoints", Ct)).GetProperty("items").EnumerateArray(),
            t => t.GetProperty("key").GetString() == "fitting-room");

        Assert.Equal(204, (int)(await Server.Api.DeleteAsync("/api/touchpoints/fitting-room", Ct)).StatusCode);
        Assert.Equal(404, (int)(await Server.Api.DeleteAsync("/api/touchpoints/fitting-room", Ct)).StatusCode);
    }

    [Fact]
    public async Task A_change_to_an_older_reading_overwrites_nothing()
    {
        const string body = """{"name":"Kiosk","channel":"store","stage":"loyalty","goal":{"text":"g"},"owner":{"department":"Stores"},"rules":[],"version":""";
        Assert.Equal(201, (await Put("photo-booth", body + "0}")).Status);
        Assert.Equal(409, (await Put("photo-booth", body + "0}")).Status);
        var changed = await Put("photo-booth", body.Replace("Kiosk", "Hers", StringComparison.Ordinal) + "1}");
        Assert.Equal(2, changed.Body.GetProperty("version").GetInt32());
        var late = await Put("photo-booth", body + "1}");
        Assert.Equal((409, "changed_meanwhile"), (late.Status, late.Body.GetProperty("code").GetString()));
        Assert.Equal("Hers", (await Server.Get("/api/touchpoints/photo-booth", Ct)).GetProperty("name").GetString());
    }

    [Fact]
    public async Task Of_two_changes_to_the_stages_made_to_one_reading_one_is_told_so()
    {
        var read = await Server.Get("/api/stages", Ct);
        async Task<int> Save() => (int)(await Server.Api.PutAsJsonAsync("/api/stages", read, Ct)).StatusCode;
        Assert.Equal([200, 409], (await Task.WhenAll(Save(), Save())).Order());
        Assert.Equal(read.GetProperty("version").GetInt32() + 1, (await Server.Get("/api/stages", Ct)).GetProperty("version").GetInt32());
    }

    [Theory]
    [InlineData("bad%20key", "{}", "bad_key")]
    [InlineData("Caps", "{}", "bad_key")]
    [InlineData("ok", """{"name":""}""", "invalid")]
    [InlineData("ok", """{"stage":"heaven"}""", "unknown_stage")]
    [InlineData("ok", """{"key":"another"}""", "bad_key")]
    [InlineData("ok", """{"rules":[{"event":" "}]}""", "bad_rule")]
    [InlineData("ok", """{"rules":[null]}""", "bad_rule")]
    [InlineData("ok", """{"rules":[{"event":"X","where":[{"property":"a","op":"resembles","value":1}]}]}""", "bad_condition")]
    [InlineData("ok", """{"rules":[{"event":"X","where":"a = 1"}]}""", "bad_request")]
    [InlineData("ok", """{"promise":{"text":"x","measure":"y","target":1,"share":95}}""", "bad_promise")]
    [InlineData("ok", """{"goal":{"text":"x","withinSeconds":-1}}""", "invalid")]
    public async Task What_is_wrong_is_said_with_a_code(string key, string change, string code)
    {
        var body = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(
            """{"name":"N","channel":"web","stage":"loyalty","goal":{"text":"g"},"owner":{"department":"Service"},"rules":[]}""")!;
        foreach (var (name, value) in JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(change)!) body[name] = value;

        var answer = await Put(key, JsonSerializer.Serialize(body));

        Assert.Equal(code, answer.Body.GetProperty("code").GetString());
        Assert.InRange(answer.Status, 400, 422);
    }

    [Fact]
    public async Task A_thousand_rules_are_refused_with_a_sentence()
    {
        var rules = string.Join(',', Enumerable.Range(0, 1000).Select(i => $$"""{"event":"E{{i}}"}"""));

        var answer = await Put("many", Valid($"[{rules}]"));

        Assert.Equal("too_many_rules", answer.Body.GetProperty("code").GetString());
        Assert.Equal(404, (int)(await Server.Api.GetAsync("/api/touchpoints/many", Ct)).StatusCode);
    }

    [Fact]
    public async Task A_rule_for_everything_and_a_rule_that_another_has_are_allowed_and_warned_about()
    {
        var answer = await Put("catch-all", Valid("""[{"event":"*"},{"event":"Repair Requested"}]"""));

        Assert.Equal(["takes_everything", "same_rule"], answer.Body.GetProperty("warnings").EnumerateArray().Select(w => w.GetProperty("code").GetString()));
        await Server.Api.DeleteAsync("/api/touchpoints/catch-all", Ct);
    }

    [Fact]
    public async Task Stages_are_renamed_ordered_added_and_removed_but_not_under_a_touchpoint()
    {
        await using var host = await TestHost.Start(Ct);
        var change = (Throughline.Touchpoints.Stages.ChangeStages.Request request) =>
            host.With<Throughline.Touchpoints.Stages.ChangeStages, Throughline.Touchpoints.Stages.ChangeStages.Outcome>(f =>
                f.Change(request, Throughline.Platform.Security.Access.Actor.Operator, Ct));
        var touchpoints = host.App.Services.GetRequiredService<ITouchpoints>();
        var before = touchpoints.Now;

        Throughline.Touchpoints.Stages.ShowStages.Line[] wanted =
            [new("awareness", "Hearing"), new("consideration", "Consideration"), new("trial", "Trial"), new("purchase", "Purchase"),
            new("loyalty", "Loyalty"), new("advocacy", "Advocacy")
            ];
        Assert.IsType<Throughline.Touchpoints.Stages.ChangeStages.Changed>(await change(new(wanted, "purchase", 10, 90)));
        Assert.Equal(["Hearing", "Consideration", "Trial", "Purchase", "Loyalty", "Advocacy"], touchpoints.Now.Stages.Select(s => s.Name));
        Assert.Equal(["advocacy", "service", "defected"], touchpoints.Now.Lanes.TakeLast(3).Select(s => s.Key));
        Assert.Equal((3, TimeSpan.FromDays(10), TimeSpan.FromDays(90)),
            (touchpoints.Now.Rules.BoughtFrom, touchpoints.Now.Rules.Settle, touchpoints.Now.Rules.Silence));
        Assert.Equal(("awareness", "defected"), (before.Stages[0].Key, touchpoints.Now.Defected.Key));
        Assert.True(touchpoints.Now.Version > before.Version);

        var refused = Assert.IsType<Throughline.Touchpoints.Stages.ChangeStages.Refused>(await change(new(wanted[1..], "purchase", 10, 90)));
        Assert.Equal("stage_in_use", refused.Code);
        Assert.Equal("bad_key", Assert.IsType<Throughline.Touchpoints.Stages.ChangeStages.Refused>(
            await change(new([.. wanted, new("service", "Care")], "purchase", 10, 90))).Code);
        Assert.Equal("unknown_stage", Assert.IsType<Throughline.Touchpoints.Stages.ChangeStages.Refused>(await change(new(wanted, "nowhere", 10, null))).Code);
    }

    private static string Valid(string rules) =>
        $$"""{"name":"N","channel":"any","stage":"loyalty","goal":{"text":"g"},"owner":{"department":"Service"},"rules":{{rules}}}""";

    private async Task<(int Status, JsonElement Body)> Put(string key, string json)
    {
        using var answer = await Server.Api.PutAsync($"/api/touchpoints/{key}", new StringContent(json, Encoding.UTF8, "application/json"), Ct);
        return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(Ct));
    }
}
