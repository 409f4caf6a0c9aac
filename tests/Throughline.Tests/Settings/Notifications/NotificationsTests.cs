using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Throughline.Tests.Home;
using Throughline.Tests.Platform.Security;

namespace Throughline.Tests.Settings.Notifications;

/// <summary>A colleague chooses what they are told; without a mail server they still see it.</summary>
public sealed class NotificationsTests(HomeServer home) : IClassFixture<HomeServer>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_chosen_is_kept_and_what_is_left_out_stays()
    {
        using var orla = await home.Colleague("orla", "analyst", Ct);
        var first = await orla.Http.GetFromJsonAsync<JsonElement>("/api/account/notifications", Ct);
        Assert.Equal((false, "07:00", false),
            (first.GetProperty("daily").GetBoolean(), first.GetProperty("at").GetString(), first.GetProperty("canSend").GetBoolean()));

        var changed = await Put(orla, new { daily = true, at = "08:15", weekdays = new[] { "mon", "sat" } }, 200);
        Assert.Equal("08:15", changed.GetProperty("at").GetString());
        Assert.Equal(["mon", "sat"], changed.GetProperty("weekdays").EnumerateArray().Select(d => d.GetString()!));
        Assert.Equal(3, changed.GetProperty("kinds").GetArrayLength());
        changed = await Put(orla, new { kinds = new[] { "better" } }, 200);
        Assert.Equal(("08:15", 1), (changed.GetProperty("at").GetString(), changed.GetProperty("kinds").GetArrayLength()));
        Assert.Equal("at", (await Put(orla, new { at = "25:00" }, 422)).GetProperty("faults")[0].GetProperty("field").GetString());
        await Put(orla, new { daily = true, weekdays = Array.Empty<string>() }, 422);

        using var saved = await orla.Fill("/account/notifications", "notifications",
            ("Form.At", "06:30"), ("Form.Weekdays", "tue"), ("Form.Kinds", "attention"));
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Contains("value=\"06:30\"", await orla.Read("/account/notifications"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Todays_mail_can_be_seen_without_a_server()
    {
        await home.SetOneAside(Ct);
        using var ben = await home.Colleague("ben", "owner", Ct);
        var page = await ben.Read("/account/notifications/preview");
        Assert.Contains("need", page, StringComparison.Ordinal);
        using var mail = await ben.Get("/account/notifications/preview/mail");
        Assert.Contains("sandbox", mail.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Contains("Needs attention", await mail.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_that_is_none_says_so()
    {
        using var stranger = new Visitor(home.Server.Address);
        using var answer = await stranger.Get("/notifications/off/nothing");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("This link does not work", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    private static async Task<JsonElement> Put(Visitor visitor, object body, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/account/notifications") { Content = JsonContent.Create(body) };
        request.Headers.Add("X-CSRF-TOKEN", await visitor.Token("/"));
        using var answer = await visitor.Http.SendAsync(request, Ct);
        var text = await answer.Content.ReadAsStringAsync(Ct);
        Assert.True(status == (int)answer.StatusCode, text);
        return JsonElement.Parse(text);
    }
}
