using Throughline.Tests.Feedback;
using Throughline.Tests.Server;

namespace Throughline.Tests.Home;

/// <summary>Each role opens on its own work.</summary>
public sealed class HomeByRoleTests(HomeServer home) : IClassFixture<HomeServer>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Just_arrived_names_people_and_leads_to_what_happened()
    {
        await home.Server.Tell("/v1/identify", """{"userId":"named-1","traits":{"name":"Runa Holt"}}""", Ct);
        await home.Server.Tell("/v1/track", """{"anonymousId":"7f6c1d0e-1111-4222-8333-944455556666","event":"Lantern Lit"}""", Ct);
        await home.Server.Tell("/v1/track", """{"userId":"named-1","event":"Kettle Boiled","timestamp":"2026-01-05T10:00:00Z"}""", Ct);
        using var orla = await home.Colleague("named-orla", "owner", Ct);

        var page = await orla.Read("/");

        Assert.Contains("Runa Holt", page, StringComparison.Ordinal);
        Assert.Contains("Visitor ", page, StringComparison.Ordinal);
        Assert.DoesNotContain("7f6c1d0e-1111", page, StringComparison.Ordinal);
        Assert.Contains($"href=\"/customers/{await home.Server.IdOf("userId:named-1", Ct)}/interactions/", page, StringComparison.Ordinal);
        Assert.Contains("happened <time datetime=\"2026-01-05T10:00:00", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Good night", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("owner", "intake")]
    [InlineData("admin", "intake")]
    [InlineData("agent", "open-conversations")]
    [InlineData("analyst", "kept")]
    [InlineData("department-member", "my-touchpoints")]
    public async Task A_role_opens_on_its_own_work(string role, string card)
    {
        await home.Server.Tell("/v1/track", """{"userId":"role-1","event":"Lantern Lit"}""", Ct);
        using var visitor = await home.Colleague("a-" + role, role, Ct);

        var page = await visitor.Read("/");

        foreach (var one in new[] { "intake", "open-conversations", "kept", "my-touchpoints" })
            Assert.Equal(one == card, page.Contains($"id=\"{one}\"", StringComparison.Ordinal));
        Assert.DoesNotContain("could not be shown", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_agent_sees_who_waits_to_hear_from_us()
    {
        await home.Server.Tell("/v1/identify", """{"userId":"waits-1","traits":{"name":"Tove Lind"}}""", Ct);
        await home.Server.MakeSurvey("waits", Ct);
        await home.Server.Answer("waits", new { identity = "userId:waits-1", answers = new { recommend = 1 } }, Ct);
        await home.Server.HandedOn(Ct);
        using var visitor = await home.Colleague("waits-agent", "agent", Ct);

        var page = await visitor.Read("/");

        var list = page[page.IndexOf("id=\"open-conversations\"", StringComparison.Ordinal)..];
        Assert.Contains($"href=\"/customers/{await home.Server.IdOf("userId:waits-1", Ct)}\"", list, StringComparison.Ordinal);
        Assert.Contains("Tove Lind", list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_department_member_sees_the_touchpoints_of_their_department()
    {
        using var visitor = await home.Colleague("ware", "department-member", Ct);
        Assert.Contains("You have no department yet", await visitor.Read("/"), StringComparison.Ordinal);
        var touchpoint = (await home.Server.Get("/api/touchpoints", Ct)).GetProperty("items")[0];
        var department = touchpoint.GetProperty("owner").GetProperty("department").GetString();
        using var member = await home.Colleague("tadhg", "department-member", Ct, department);

        var page = await member.Read("/");

        Assert.Contains($"Touchpoints of {department}", page, StringComparison.Ordinal);
        Assert.Contains($"href=\"/touchpoints/{touchpoint.GetProperty("key").GetString()}\"", page, StringComparison.Ordinal);
    }
}
