using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Throughline.Tests.Platform.Security;

namespace Throughline.Tests.Home.Attention;

/// <summary>What two colleagues do with the same matter: an interaction that nobody understood.</summary>
public sealed class AttentionTests(HomeServer home) : IClassFixture<HomeServer>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_one_has_seen_is_new_to_others_and_news_again_when_its_facts_change()
    {
        var (orla, ben) = await Two();

        Assert.Equal("new", await orla.StateOf("set-aside"));
        await orla.Patch("set-aside", new { state = "seen" }, 200);
        Assert.Equal(("seen", "new"), (await orla.StateOf("set-aside"), await ben.StateOf("set-aside")));

        await home.SetOneAside(Ct);
        Assert.Equal("new", await orla.StateOf("set-aside"));
    }

    [Fact]
    public async Task What_is_snoozed_waits_and_an_end_in_the_past_is_refused()
    {
        var (orla, ben) = await Two();

        var later = await orla.Patch("set-aside", new { state = "snoozed", until = TimeProvider.System.GetUtcNow().AddHours(9) }, 200);
        Assert.Equal("snoozed", later.GetProperty("state").GetString());
        Assert.NotEqual("snoozed", await ben.StateOf("set-aside"));
        var refused = await orla.Patch("set-aside", new { state = "snoozed", until = TimeProvider.System.GetUtcNow().AddHours(-1) }, 422);
        Assert.Equal("until", refused.GetProperty("faults")[0].GetProperty("field").GetString());
        await orla.Patch("set-aside", new { state = "asleep" }, 422);

        await orla.Patch("set-aside", new { state = "new" }, 200);
        Assert.Equal("new", await orla.StateOf("set-aside"));
    }

    [Fact]
    public async Task What_one_has_taken_is_theirs_until_they_give_it_back()
    {
        var (orla, ben) = await Two();

        await orla.Patch("set-aside", new { state = "mine" }, 200);
        var taken = await ben.Matter("set-aside");
        Assert.Equal("taken", taken.GetProperty("state").GetString());
        Assert.NotEmpty(taken.GetProperty("owner").GetProperty("name").GetString()!);
        Assert.Equal("taken", (await ben.Patch("set-aside", new { state = "mine" }, 409)).GetProperty("code").GetString());
        Assert.Contains("Assigned to", await ben.Read("/"), StringComparison.Ordinal);
        Assert.Contains("Yours", await orla.Read("/"), StringComparison.Ordinal);

        await orla.Patch("set-aside", new { state = "seen" }, 200);
        await ben.Patch("set-aside", new { state = "mine" }, 200);
        Assert.Equal("taken", await orla.StateOf("set-aside"));
        await ben.Patch("set-aside", new { state = "new" }, 200);
    }

    [Fact]
    public async Task The_bell_counts_what_is_new_and_its_buttons_change_that()
    {
        var (orla, _) = await Two();
        await orla.Patch("set-aside", new { state = "new" }, 200);
        Assert.Contains("Notifications: 1 is new", await orla.Read("/customers"), StringComparison.Ordinal);

        using var answer = await Press(orla, ("key", "set-aside"), ("do", "next-week"), ("back", "/customers"));
        Assert.Equal((HttpStatusCode.Redirect, "/customers"), (answer.StatusCode, answer.Headers.Location!.ToString()));
        Assert.DoesNotContain("is new", await orla.Read("/home/bell/count"), StringComparison.Ordinal);
        Assert.Contains("Snoozed until", await orla.Read("/home/bell"), StringComparison.Ordinal);
        var until = (await orla.Matter("set-aside")).GetProperty("snoozedUntil").GetDateTimeOffset();
        Assert.InRange(until - TimeProvider.System.GetUtcNow(), TimeSpan.Zero, TimeSpan.FromDays(7));
        Assert.Equal(DayOfWeek.Monday, until.UtcDateTime.DayOfWeek);

        await orla.Patch("set-aside", new { state = "new" }, 200);
        using var all = await Press(orla, ("do", "all-seen"));
        Assert.Equal("seen", await orla.StateOf("set-aside"));
    }

    [Fact]
    public async Task A_key_sees_the_list_and_has_no_states_of_its_own()
    {
        await home.SetOneAside(Ct);
        Assert.Contains((await home.Server.Get("/api/attention", Ct)).GetProperty("items").EnumerateArray(),
            item => item.GetProperty("key").GetString() == "set-aside");
        using var answer = await home.Server.Api.PatchAsJsonAsync("/api/attention/set-aside", new { state = "seen" }, Ct);
        Assert.Equal(403, (int)answer.StatusCode);
        Assert.Equal("no_person", JsonElement.Parse(await answer.Content.ReadAsStringAsync(Ct)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task What_does_not_need_attention_cannot_be_put_away()
    {
        var (orla, _) = await Two();
        Assert.Equal("no_such_matter", (await orla.Patch("nothing", new { state = "seen" }, 404)).GetProperty("code").GetString());
    }

    private async Task<(Visitor Orla, Visitor Ben)> Two()
    {
        await home.SetOneAside(Ct);
        return (await home.Colleague("orla", "owner", Ct), await home.Colleague("ben", "admin", Ct));
    }

    private static async Task<HttpResponseMessage> Press(Visitor visitor, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/home/attention")
        { Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)))
        };
        request.Headers.Add("X-CSRF-TOKEN", await visitor.Token("/"));
        return await visitor.Http.SendAsync(request, Ct);
    }
}
