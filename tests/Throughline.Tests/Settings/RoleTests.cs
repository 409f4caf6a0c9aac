using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Throughline.Platform.Colleagues;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Roles;
using Throughline.Settings.Roles;
using Throughline.Settings.Users;
using Throughline.Tests.Platform.Security;

namespace Throughline.Tests.Settings;

public sealed class RoleTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_an_owner_takes_from_a_role_or_adds_counts_for_the_next_request()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        using var maria = await server.VisitAsMaria();
        using var agent = await server.VisitAsNew(Role.Agent, Ct);
        var token = await agent.Token("/account");
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Forbidden], await Tries(agent, token));

        using var saved = await Put(maria, "agent", ["things.write", "customers.read"]);
        Assert.Equal(HttpStatusCode.NoContent, saved.StatusCode);
        Assert.Equal([HttpStatusCode.Forbidden, HttpStatusCode.OK], await Tries(agent, token));

        using var reset = await maria.Fill("/settings/roles/agent", "reset");
        Assert.Equal(HttpStatusCode.Redirect, reset.StatusCode);
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Forbidden], await Tries(agent, token));

        var audit = await maria.Http.GetFromJsonAsync<JsonElement>("/api/audit?action=role.changed", Ct);
        var details = audit.GetProperty("items")[0].GetProperty("details");
        Assert.Equal("things.write", details.GetProperty("added")[0].GetString());
        Assert.Contains("things.read", details.GetProperty("removed").EnumerateArray().Select(p => p.GetString()));
    }

    [Fact]
    public async Task A_change_to_an_older_reading_overwrites_nothing()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        using var maria = await server.VisitAsMaria();
        var roles = await maria.Http.GetFromJsonAsync<JsonElement>("/api/roles", Ct);
        var read = roles.GetProperty("items").EnumerateArray().Single(r => r.GetProperty("role").GetString() == Role.Agent).GetProperty("version").GetInt32();
        Task<ChangeRole.Outcome> Save(string permission) => server.With<ChangeRole, ChangeRole.Outcome>(
            feature => feature.Change(Role.Agent, new([permission], read), Actor.Operator, Ct));
        Assert.IsType<ChangeRole.Changed>(await Save("things.write"));
        Assert.Equal(new ChangeRole.Overtaken(read + 1), await Save("things.read"));
    }

    [Fact]
    public async Task A_change_outlives_a_restart_and_only_the_difference_is_kept()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        var defaults = server.Services.GetRequiredService<PermissionTable>().All.Where(p => p.Roles.Contains(Role.Analyst)).Select(p => p.Name);
        await Change(server, Role.Analyst, [.. defaults, "things.write"]);

        var restarted = new PermissionTable(server.Services.GetServices<Permission>());
        var stored = await server.With<Throughline.Platform.Storage.ThroughlineDb, List<RolePermission>>(async db =>
        {
            await restarted.Load(db, Ct);
            return [.. db.RolePermissions];
        });

        Assert.True(restarted.RoleHas(Role.Analyst, "things.write"));
        Assert.Equal(["things.write"], stored.Select(p => p.Permission));
    }

    [Theory]
    [InlineData("owner", "things.read", HttpStatusCode.Conflict, "role_holds_all")]
    [InlineData("admin", "things.read", HttpStatusCode.Conflict, "role_holds_all")]
    [InlineData("wizard", "things.read", HttpStatusCode.NotFound, "no_such_role")]
    [InlineData("agent", "things.conjure", HttpStatusCode.UnprocessableEntity, "invalid")]
    [InlineData("agent", "users.manage", HttpStatusCode.UnprocessableEntity, "invalid")]
    [InlineData("agent", "roles.manage", HttpStatusCode.UnprocessableEntity, "invalid")]
    public async Task What_cannot_be_changed_is_refused_with_the_reason(string role, string permission, HttpStatusCode status, string code)
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        using var maria = await server.VisitAsMaria();

        using var answer = await Put(maria, role, [permission]);

        await Expect.Problem(answer, status, code);
    }

    [Fact]
    public async Task The_page_says_what_each_role_may_do_and_who_has_it()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        using var maria = await server.VisitAsMaria();
        using var agent = await server.VisitAsNew(Role.Agent, Ct);

        var page = await maria.Read("/settings/roles");

        foreach (var role in Role.All) Assert.Contains(Role.WordFor(role), page, StringComparison.Ordinal);
        Assert.Contains("href=\"/settings/users?role=agent\">1 colleague</a>", page, StringComparison.Ordinal);
        Assert.Contains("See things", page, StringComparison.Ordinal);
        var colleagues = await maria.Read("/settings/users?role=agent");
        Assert.Contains("agent@lindenhof.example", colleagues, StringComparison.Ordinal);
        Assert.DoesNotContain(
            $"role-{(await server.With<ListUsers, ListUsers.Page>(f => f.List(0, Role.Owner, Ct))).Items.Single().Id}",
            colleagues,
            StringComparison.Ordinal);
        using var refused = await agent.Get("/settings/roles");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    private static async Task<HttpStatusCode[]> Tries(Visitor visitor, string token)
    {
        using var read = await visitor.Get("/api/things");
        using var write = await visitor.PostJson("/api/things", new SecuredServer.Thing("tent"), token);
        return [read.StatusCode, write.StatusCode];
    }

    private static async Task<HttpResponseMessage> Put(Visitor visitor, string role, string[] permissions)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, $"/api/roles/{role}") { Content = JsonContent.Create(new { permissions }) };
        request.Headers.Add("X-CSRF-TOKEN", await visitor.Token("/account"));
        return await visitor.Http.SendAsync(request, Ct);
    }

    private static async Task Change(SecuredServer server, string role, string[] permissions) => Assert.IsType<ChangeRole.Changed>(
        await server.With<ChangeRole, ChangeRole.Outcome>(f => f.Change(role, new(permissions), Actor.Operator, Ct)));
}
