using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Throughline.Platform.Colleagues;
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
    public async Task The_page_adds_a_colleague_shows_the_password_once_and_changes_the_role()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        using var maria = await server.VisitAsMaria();

        using var made = await maria.Fill("/settings/users", "create", ("New.Email", "anna@lindenhof.example"), ("New.Role", "agent"));
        var password = Code().Match(await made.Content.ReadAsStringAsync(Ct)).Value;
        using var anna = await server.VisitAs("anna@lindenhof.example", password);
        var id = await IdOf(server, "anna@lindenhof.example");
        using var changed = await maria.Fill("/settings/users", $"role-{id}", ("Change.Role", "analyst"));
        using var moved = await maria.Fill("/settings/users", $"department-{id}", ("Change.Department", " Logistics "));
        using var closed = await maria.Fill("/settings/users", $"close-{id}");

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Redirect, HttpStatusCode.Redirect], [made.StatusCode, changed.StatusCode, closed.StatusCode]);
        var line = (await server.With<ListUsers, ListUsers.Page>(f => f.List(0, Ct))).Items.Single(u => u.Id == id);
        Assert.Equal(("analyst", "Logistics", true), (line.Role, line.Department, line.IsDisabled));
        Assert.DoesNotContain(password, await maria.Read("/settings/users"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_says_beside_the_field_that_an_email_is_taken()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        using var maria = await server.VisitAsMaria();

        using var answer = await maria.Fill("/settings/users", "create", ("New.Email", SecuredServer.OwnerEmail), ("New.Role", "agent"));

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("is there already", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
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

    [GeneratedRegex("(?<=<code>)[A-Za-z2-9]{16}(?=</code>)")]
    private static partial Regex Code();
}
