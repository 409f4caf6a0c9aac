using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Throughline.Platform.Colleagues;
using Throughline.Platform.Security;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Keys;

namespace Throughline.Tests.Platform.Security;

public sealed class BorderTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_route_of_the_composed_server_names_a_permission_or_says_why_it_is_public()
    {
        await using var server = await SecuredServer.Start(Ct);

        var faults = RouteCheck.FaultsIn(server.Endpoints, server.Services.GetRequiredService<PermissionTable>());

        Assert.Contains("/forgotten", Assert.Single(faults), StringComparison.Ordinal);
        Assert.Contains(server.Endpoints.OfType<RouteEndpoint>(), e => e.RoutePattern.RawText == "/settings/users");
    }

    [Fact]
    public void A_route_that_asks_for_an_undeclared_permission_or_is_public_for_no_reason_is_named()
    {
        var table = new PermissionTable([new("things.read", "See things")]);
        RouteEndpoint Route(string path, IAccessMark mark) => new(_ => Task.CompletedTask, RoutePatternFactory.Parse(path), 0, new(mark), path);

        var faults = RouteCheck.FaultsIn(
            [Route("/good", new RequirePermissionAttribute("things.read")), Route("/astray", new RequirePermissionAttribute("things.raed")),
                Route("/open", new PublicPageAttribute(" "))], table);

        Assert.Collection(faults, f => Assert.Contains("/astray", f, StringComparison.Ordinal), f => Assert.Contains("/open", f, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_route_without_a_mark_is_refused_even_to_an_owner_and_logged()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        using var maria = await server.VisitAsMaria();

        using var answer = await maria.Get("/forgotten");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains(server.Log.Lines(LogLevel.Error), line => line.Contains("/forgotten", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Role.Owner, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK)]
    [InlineData(Role.Admin, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK)]
    [InlineData(Role.CxManager, HttpStatusCode.Forbidden, HttpStatusCode.OK, HttpStatusCode.Forbidden)]
    [InlineData(Role.Agent, HttpStatusCode.OK, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden)]
    [InlineData(Role.Analyst, HttpStatusCode.OK, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden)]
    [InlineData(Role.DepartmentMember, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden)]
    public async Task Each_role_may_do_what_its_permissions_say(string role, HttpStatusCode read, HttpStatusCode write, HttpStatusCode users)
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        using var visitor = await server.VisitAsNew(role, Ct);
        var token = await visitor.Token("/account");

        using var reading = await visitor.Get("/api/things");
        using var writing = await visitor.PostJson("/api/things", new { name = "lamp" }, token);
        using var administration = await visitor.Get("/settings/users");

        Assert.Equal([read, write, users], [reading.StatusCode, writing.StatusCode, administration.StatusCode]);
    }

    [Fact]
    public async Task Nobody_gets_problem_details_from_the_api()
    {
        await using var server = await SecuredServer.Start(Ct);
        using var visitor = server.Visit();

        using var answer = await visitor.Get("/api/things");
        await Expect.Problem(answer, HttpStatusCode.Unauthorized, "not_signed_in");
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
        await Expect.Problem(await visitor.Get("/api/things", bearer: "tl_secret_unknown"), HttpStatusCode.Unauthorized, "not_signed_in");
        Assert.Equal(HttpStatusCode.OK, (await visitor.Get("/healthz")).StatusCode);
    }

    [Fact]
    public async Task A_page_that_is_not_for_one_says_so_as_a_page()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        using var agent = await server.VisitAsNew(Role.Agent, Ct);

        using var answer = await agent.Get("/settings/users");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        var page = await answer.Content.ReadAsStringAsync(Ct);
        Assert.Contains("You do not have access", page, StringComparison.Ordinal);
        // In words, and in the frame: the rooms are still a click away.
        Assert.Contains("Invite colleagues, edit their roles, and close their accounts", page, StringComparison.Ordinal);
        Assert.DoesNotContain("users.manage", page, StringComparison.Ordinal);
        Assert.Contains("class=\"rail\"", page, StringComparison.Ordinal);
        await Expect.Problem(await agent.Get("/api/keys"), HttpStatusCode.Forbidden, "forbidden");
    }

    [Fact]
    public async Task What_a_cookie_signs_for_needs_the_antiforgery_token_json_included()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        using var maria = await server.VisitAsMaria();
        using var other = server.Visit();

        await Expect.Problem(await maria.PostJson("/api/things", new { name = "lamp" }), HttpStatusCode.BadRequest, "no_antiforgery_token");
        await Expect.Problem(await maria.PostJson("/api/things", new { name = "lamp" }, "made up"), HttpStatusCode.BadRequest, "no_antiforgery_token");
        await Expect.Problem(
            await maria.PostJson("/api/things", new { name = "lamp" }, await other.Token("/sign-in")), HttpStatusCode.BadRequest, "no_antiforgery_token");
        Assert.Equal(HttpStatusCode.OK, (await maria.PostJson("/api/things", new { name = "lamp" }, await maria.Token("/account"))).StatusCode);
    }

    [Fact]
    public async Task A_public_route_that_asks_for_no_token_takes_what_a_signed_in_browser_sends()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        using var maria = await server.VisitAsMaria();

        Assert.Equal(HttpStatusCode.OK, (await maria.PostJson("/open", new { name = "lamp" })).StatusCode);
    }

    [Fact]
    public async Task A_key_needs_no_antiforgery_token_and_a_write_key_only_appends()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        using var program = server.Visit();
        var secret = await server.MakeKey(new("secret"));
        var write = await server.MakeKey(new("write"));

        Assert.Equal(HttpStatusCode.OK, (await program.PostJson("/api/things", new { name = "lamp" }, bearer: secret.Token)).StatusCode);
        await Expect.Problem(await program.Get("/api/things", write.Token), HttpStatusCode.Forbidden, "write_key");
    }

    [Fact]
    public async Task A_secret_key_does_what_its_scopes_say_and_never_administers_people_or_keys()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        using var program = server.Visit();
        var all = await server.MakeKey(new("secret"));
        var reader = await server.MakeKey(new("secret", Scopes: ["things.read"]));

        Assert.Equal(HttpStatusCode.OK, (await program.Get("/api/things", reader.Token)).StatusCode);
        await Expect.Problem(await program.PostJson("/api/things", new { name = "lamp" }, bearer: reader.Token), HttpStatusCode.Forbidden, "forbidden");
        await Expect.Problem(await program.Get("/api/users", all.Token), HttpStatusCode.Forbidden, "forbidden");
        await Expect.Problem(await program.Get("/api/keys", all.Token), HttpStatusCode.Forbidden, "forbidden");
        Assert.IsType<CreateKey.Refused>(await server.With<CreateKey, CreateKey.Outcome>(f =>
            f.Create(new("secret", Scopes: [SecurityPermissions.ManageUsers]), Actor.Operator, Ct)));
    }

    [Fact]
    public async Task The_command_line_is_let_in_over_the_socket_in_the_data_folder_alone()
    {
        await using var server = await SecuredServer.Start(Ct);
        using var cli = server.OverLocalSocket();
        using var visitor = server.Visit();

        using var made = await cli.PostAsJsonAsync("/api/keys", new { kind = "secret", name = "Deploy" }, Ct);

        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var key = (await made.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("key").GetString()!;
        Assert.Equal(HttpStatusCode.OK, (await visitor.Get("/api/things", key)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await visitor.Get("/api/keys")).StatusCode);
    }

    [Theory]
    [InlineData("twice", "things.read", "things.read", Role.Agent)]
    [InlineData("role", "things.read", "things.write", "janitor")]
    public void A_permission_declared_twice_or_for_an_unknown_role_stops_the_start(string why, string first, string second, string role) =>
        Assert.Contains(
            why,
            Assert.Throws<InvalidOperationException>(() => new PermissionTable([new(first, "", Role.Agent), new(second, "", role)])).Message,
            StringComparison.Ordinal);
}
