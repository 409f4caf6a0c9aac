using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Throughline.Platform.Colleagues;
using Throughline.Platform.OurCompany;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Users;
using Throughline.Platform.Storage;
using Throughline.Settings.Users;
using Throughline.Tests.Platform.Security;

namespace Throughline.Tests.Settings;

public sealed partial class UserTests
{
    private static readonly Actor AnAdmin = new(null, IsOwner: false, "Anton Admin");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_colleague_gets_a_generated_password_over_the_api_and_signs_in_with_it()
    {
        await using var server = await SecuredServer.Start(Ct);
        using var cli = server.OverLocalSocket();

        using var made = await cli.PostAsJsonAsync("/api/users", new { email = "Anna@Lindenhof.example", role = "agent" }, Ct);
        var answer = await made.Content.ReadFromJsonAsync<JsonElement>(Ct);

        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        using var anna = await server.VisitAs("anna@lindenhof.example", answer.GetProperty("password").GetString()!);
        var line = Assert.Single((await cli.GetFromJsonAsync<JsonElement>("/api/users", Ct)).GetProperty("items").EnumerateArray());
        Assert.Equal("agent", line.GetProperty("role").GetString());
        Assert.Equal(answer.GetProperty("id").GetGuid(), line.GetProperty("id").GetGuid());
    }

    [Fact]
    public async Task A_given_password_is_not_sent_back_and_an_email_is_taken_once()
    {
        await using var server = await SecuredServer.Start(Ct);
        using var cli = server.OverLocalSocket();

        using var made = await cli.PostAsJsonAsync("/api/users", new { email = "anna@lindenhof.example", role = "agent", password = "a swim in the lake" }, Ct);
        using var again = await cli.PostAsJsonAsync("/api/users", new { email = "ANNA@lindenhof.example", role = "admin" }, Ct);

        Assert.False((await made.Content.ReadFromJsonAsync<JsonElement>(Ct)).TryGetProperty("password", out _));
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
    }

    [Theory]
    [InlineData(null, "agent", "a swim in the lake", "email")]
    [InlineData("anna", "agent", "a swim in the lake", "email")]
    [InlineData("@x", "agent", "a swim in the lake", "email")]
    [InlineData("an na@x.example", "agent", "a swim in the lake", "email")]
    [InlineData("anna@x@y.example", "agent", "a swim in the lake", "email")]
    [InlineData("anna@x.example", "boss", "a swim in the lake", "role")]
    [InlineData("anna@x.example", null, "a swim in the lake", "role")]
    [InlineData("anna@x.example", "agent", "short", "password")]
    public async Task What_cannot_be_a_colleague_is_refused_by_field(string? email, string? role, string? password, string field)
    {
        await using var server = await SecuredServer.Start(Ct);

        var refused = Assert.IsType<CreateUser.Refused>(
            await server.With<CreateUser, CreateUser.Outcome>(f => f.Create(new(email, role, "Anna", password), Actor.Operator, Ct)));

        Assert.Equal(field, Assert.Single(refused.Faults).Field);
    }

    [Fact]
    public async Task Only_an_owner_makes_or_changes_an_owner()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        var maria = await IdOf(server, SecuredServer.OwnerEmail);
        var anna = await Add(server, "anna@lindenhof.example", Role.Agent);

        Assert.IsType<CreateUser.OnlyAnOwnerMakesOwners>(
            await server.With<CreateUser, CreateUser.Outcome>(f => f.Create(new("eve@x.example", Role.Owner), AnAdmin, Ct)));
        Assert.IsType<ChangeUser.OnlyAnOwnerChangesOwners>(await Change(server, anna, new(Role: Role.Owner), AnAdmin));
        Assert.IsType<ChangeUser.OnlyAnOwnerChangesOwners>(await Change(server, maria, new(Role: Role.Agent), AnAdmin));
        Assert.IsType<ChangeUser.OnlyAnOwnerChangesOwners>(await Change(server, maria, new(Disabled: true), AnAdmin));
        Assert.IsType<ChangeUser.Changed>(await Change(server, anna, new(Role: Role.Owner), Actor.Operator));
    }

    [Fact]
    public async Task The_last_owner_stays()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        var maria = await IdOf(server, SecuredServer.OwnerEmail);
        var anna = await Add(server, "anna@lindenhof.example", Role.Owner);

        Assert.IsType<ChangeUser.Changed>(await Change(server, anna, new(Disabled: true), Actor.Operator));
        Assert.IsType<ChangeUser.LastOwner>(await Change(server, maria, new(Role: Role.Admin), Actor.Operator));
        Assert.IsType<ChangeUser.LastOwner>(await Change(server, maria, new(Disabled: true), Actor.Operator));
    }

    [Fact]
    public async Task Of_two_owners_who_close_each_other_at_once_one_stays()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        var maria = await IdOf(server, SecuredServer.OwnerEmail);
        var anna = await Add(server, "anna@lindenhof.example", Role.Owner);

        var outcomes = await Task.WhenAll(Task.Run(() => Change(server, maria, new(Disabled: true), Actor.Operator), Ct),
            Task.Run(() => Change(server, anna, new(Disabled: true), Actor.Operator), Ct));

        Assert.Single(outcomes.OfType<ChangeUser.Changed>());
        Assert.Single(outcomes.OfType<ChangeUser.LastOwner>());
    }

    [Fact]
    public async Task A_changed_role_reaches_an_open_session()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        using var anna = await server.VisitAsNew(Role.DepartmentMember, Ct);
        Assert.Equal(HttpStatusCode.Forbidden, (await anna.Get("/api/things")).StatusCode);

        Assert.IsType<ChangeUser.Changed>(await Change(
            server, await IdOf(server, "department-member@lindenhof.example"), new(Role: Role.Agent), Actor.Operator));
        using var again = server.Visit();
        server.Clock.Advance(TimeSpan.FromSeconds(11));

        // A new role ends the old session: what was allowed before is not carried over.
        Assert.Equal(HttpStatusCode.Unauthorized, (await anna.Get("/api/things")).StatusCode);
    }

    [Fact]
    public async Task The_page_changes_name_role_and_department_and_asks_before_it_closes_an_account()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        using var maria = await server.VisitAsMaria();
        var id = await Add(server, "anna@lindenhof.example", Role.Agent);
        await server.With<DepartmentNames, string?>(f => f.Named("Logistics", Ct));

        using var changed = await maria.Fill(
            $"/settings/users/{id}", "user", ("Form.Name", "Anna Berg"), ("Form.Role", "analyst"), ("Form.Department", " logistics "));
        var asked = await maria.Read($"/settings/users/{id}?confirm=close");
        using var closed = await maria.Fill($"/settings/users/{id}?confirm=close", "close");

        Assert.Equal([HttpStatusCode.Redirect, HttpStatusCode.Redirect], [changed.StatusCode, closed.StatusCode]);
        Assert.Contains("Close the account of Anna Berg?", asked, StringComparison.Ordinal);
        var line = (await server.With<ListUsers, ListUsers.Page>(f => f.List(0, Ct))).Items.Single(u => u.Id == id);
        Assert.Equal(("Anna Berg", "analyst", "logistics", true), (line.Name, line.Role, line.Department, line.IsDisabled));
        using var reopened = await maria.Fill("/settings/users", $"open-{id}");
        Assert.Contains("undo=", reopened.Headers.Location?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_to_a_new_password_is_shown_once_after_the_page_has_asked_and_lets_in_once()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        using var maria = await server.VisitAsMaria();
        var id = await Add(server, "anna@lindenhof.example", Role.Agent);

        using var reset = await maria.Fill($"/settings/users/{id}?confirm=sign-in", "sign-in");
        var link = Link().Match(await reset.Content.ReadAsStringAsync(Ct)).Value;
        Assert.DoesNotContain(link, await maria.Read($"/settings/users/{id}"), StringComparison.Ordinal);

        using var anna = server.Visit();
        using var chosen = await anna.Fill(link, "choose", ("Form.Password", "seven blue tents"));
        Assert.Equal(HttpStatusCode.Found, chosen.StatusCode);
        using var later = await server.VisitAs("anna@lindenhof.example", "seven blue tents");
        Assert.Equal(HttpStatusCode.NotFound, (await server.Visit().Get(link)).StatusCode);
    }

    [Fact]
    public async Task A_colleague_is_signed_out_everywhere_and_the_password_stays()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        using var maria = await server.VisitAsMaria();
        using var agent = await server.VisitAsNew(Role.Agent, Ct);
        var id = await IdOf(server, "agent@lindenhof.example");
        Assert.Equal(HttpStatusCode.OK, (await agent.Get("/api/things")).StatusCode);

        using var ended = await maria.Fill("/settings/users", $"sign-out-{id}");

        Assert.Equal(HttpStatusCode.OK, ended.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await agent.Get("/api/things")).StatusCode);
        Assert.IsType<EndSessions.OnlyAnOwnerActsOnOwners>(await server.With<EndSessions, EndSessions.Outcome>(
            async f => await f.TwoFactor(await IdOf(server, SecuredServer.OwnerEmail), AnAdmin, Ct)));
    }

    private static async Task<Guid> IdOf(SecuredServer server, string email)
    {
        await using var db = server.Services.GetRequiredService<IDbContextFactory<ThroughlineDb>>().CreateDbContext();
        return await db.Users.Where(u => u.Email == email).Select(u => u.Id).SingleAsync(Ct);
    }

    private static async Task<Guid> Add(SecuredServer server, string email, string role) =>
        Assert.IsType<CreateUser.Created>(await server.With<CreateUser, CreateUser.Outcome>(f => f.Create(new(email, role), Actor.Operator, Ct))).Id;

    private static Task<ChangeUser.Outcome> Change(SecuredServer server, Guid id, ChangeUser.Request request, Actor by) =>
        server.With<ChangeUser, ChangeUser.Outcome>(f => f.Change(id, request, by, Ct));

    [GeneratedRegex("/new-password/[^\"&<\\s]+")]
    private static partial Regex Link();
}
