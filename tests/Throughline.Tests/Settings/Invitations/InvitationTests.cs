using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Throughline.Platform.Colleagues;
using Throughline.Platform.Security.Access;
using Throughline.Settings.Invitations;
using Throughline.Settings.Users;
using Throughline.Tests.Platform.Security;

namespace Throughline.Tests.Settings.Invitations;

public sealed partial class InvitationTests
{
    private const string Anna = "anna@lindenhof.example", Password = "a swim in the lake";
    private static readonly Actor AnAdmin = new(null, IsOwner: false, "Anton Admin");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_is_invited_chooses_a_password_and_is_in()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        using var maria = await server.VisitAsMaria();
        using var shown = await maria.Fill(
            "/settings/users/invite", "invite", ("New.Email", Anna), ("New.Name", "Anna Berg"), ("New.Role", "agent"), ("New.Department", "Service"));
        var path = Path().Match(await shown.Content.ReadAsStringAsync(Ct)).Value;
        Assert.Contains(Anna, await maria.Read("/settings/users"), StringComparison.Ordinal);

        using var anna = server.Visit();
        var page = await anna.Read(path);
        Assert.Contains("Join Lindenhof", page, StringComparison.Ordinal);
        Assert.Contains("Maria Keller invited you to Throughline as Service agent", page, StringComparison.Ordinal);
        using var joined = await anna.Fill(path, "join", ("Form.Name", "Anna Berg"), ("Form.Password", Password), ("Form.TimeZone", "Europe/Vienna"));

        Assert.Equal(HttpStatusCode.Redirect, joined.StatusCode);
        Assert.True(anna.IsSignedIn);
        using var again = await server.VisitAs(Anna, Password);
        var line = (await server.With<ListUsers, ListUsers.Page>(f => f.List(0, Ct))).Items.Single(u => u.Email == Anna);
        Assert.Equal(("Anna Berg", "agent", "Service"), (line.Name, line.Role, line.Department));
        Assert.Empty((await server.With<ListInvitations, ListInvitations.Page>(f => f.List(Ct))).Items);
        using var stranger = server.Visit();
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get(path)).StatusCode); // It counts once.
    }

    [Fact]
    public async Task The_address_of_the_page_stays_with_whoever_holds_it()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        var made = await Invite(server, Anna, Role.Agent);
        using var anna = server.Visit();

        using var answer = await anna.Get(made.Path);

        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.StartsWith("noindex", answer.Headers.GetValues("X-Robots-Tag").Single(), StringComparison.Ordinal);
        Assert.True(answer.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task A_link_ends_after_seven_days_and_a_renewed_one_replaces_it()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        var made = await Invite(server, Anna, Role.Agent);
        Assert.Equal(server.Clock.GetUtcNow() + TimeSpan.FromDays(7), made.EndsAt, TimeSpan.FromSeconds(1));

        var renewed = Assert.IsType<ChangeInvitation.Renewed>(await Change(server, f => f.Renew(made.Id, AnAdmin, Ct)));
        Assert.IsType<AcceptInvitation.NoSuchLink>(await Accept(server, made.Path));
        server.Clock.Advance(TimeSpan.FromDays(7));
        Assert.IsType<AcceptInvitation.NoSuchLink>(await Accept(server, renewed.Path));
        Assert.True(Assert.Single((await server.With<ListInvitations, ListInvitations.Page>(f => f.List(Ct))).Items).IsOver);

        var last = Assert.IsType<ChangeInvitation.Renewed>(await Change(server, f => f.Renew(made.Id, AnAdmin, Ct)));
        Assert.IsType<AcceptInvitation.Accepted>(await Accept(server, last.Path));
    }

    [Fact]
    public async Task A_revoked_invitation_lets_nobody_in()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        var made = await Invite(server, Anna, Role.Agent);

        Assert.IsType<ChangeInvitation.Revoked>(await Change(server, f => f.Revoke(made.Id, AnAdmin, Ct)));

        Assert.IsType<AcceptInvitation.NoSuchLink>(await Accept(server, made.Path));
        Assert.IsType<ChangeInvitation.NoSuchInvitation>(await Change(server, f => f.Renew(made.Id, AnAdmin, Ct)));
    }

    [Fact]
    public async Task Who_is_there_or_invited_is_not_invited_again_and_owners_are_for_owners()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        await Invite(server, Anna, Role.Agent);

        Task<InviteColleague.Outcome> Try(string? email, string? role) =>
            server.With<InviteColleague, InviteColleague.Outcome>(f => f.Invite(new(email, role), AnAdmin, Ct));
        Assert.IsType<InviteColleague.InvitedAlready>(await Try("ANNA@lindenhof.example", Role.Agent));
        Assert.IsType<InviteColleague.EmailTaken>(await Try(SecuredServer.OwnerEmail, Role.Agent));
        Assert.IsType<InviteColleague.OnlyAnOwnerInvitesOwners>(await Try("eve@lindenhof.example", Role.Owner));
        Assert.Equal("role", Assert.IsType<InviteColleague.Refused>(await Try("eve@lindenhof.example", "boss")).Faults.Single().Field);
        Assert.Equal("email", Assert.IsType<InviteColleague.Refused>(await Try("eve", Role.Agent)).Faults.Single().Field);

        var owner = (InviteColleague.Invited)await server.With<InviteColleague, InviteColleague.Outcome>(
            f => f.Invite(new("eve@lindenhof.example", Role.Owner), Actor.Operator, Ct));
        Assert.IsType<ChangeInvitation.OnlyAnOwnerInvitesOwners>(await Change(server, f => f.Renew(owner.Id, AnAdmin, Ct)));
    }

    [Fact]
    public async Task Two_who_open_one_link_at_once_make_one_colleague()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        var made = await Invite(server, Anna, Role.Agent);

        var outcomes = await Task.WhenAll(Task.Run(() => Accept(server, made.Path), Ct), Task.Run(() => Accept(server, made.Path), Ct));

        Assert.Single(outcomes.OfType<AcceptInvitation.Accepted>());
        Assert.Single(outcomes.OfType<AcceptInvitation.NoSuchLink>());
    }

    [Fact]
    public async Task The_api_invites_lists_renews_and_revokes()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        using var cli = server.OverLocalSocket();

        using var made = await cli.PostAsJsonAsync("/api/invitations", new { email = Anna, role = "agent", department = "Service" }, Ct);
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var link = (await made.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("link").GetString()!;
        Assert.Contains("/invite/", link, StringComparison.Ordinal);
        var line = Assert.Single((await cli.GetFromJsonAsync<JsonElement>("/api/invitations", Ct)).GetProperty("items").EnumerateArray());
        Assert.Equal((Anna, "Service"), (line.GetProperty("email").GetString(), line.GetProperty("department").GetString()));
        var id = line.GetProperty("id").GetGuid();

        Assert.Equal(HttpStatusCode.OK, (await cli.PostAsync(new Uri($"/api/invitations/{id}/renew", UriKind.Relative), null, Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await cli.DeleteAsync(new Uri($"/api/invitations/{id}", UriKind.Relative), Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await cli.DeleteAsync(new Uri($"/api/invitations/{id}", UriKind.Relative), Ct)).StatusCode);
    }

    private static async Task<InviteColleague.Invited> Invite(SecuredServer server, string email, string role) => Assert.IsType<InviteColleague.Invited>(
        await server.With<InviteColleague, InviteColleague.Outcome>(f => f.Invite(new(email, role), AnAdmin, Ct)));

    private static Task<ChangeInvitation.Outcome> Change(SecuredServer server, Func<ChangeInvitation, Task<ChangeInvitation.Outcome>> act) => server.With(act);

    private static Task<AcceptInvitation.Outcome> Accept(SecuredServer server, string path) => server.With<AcceptInvitation, AcceptInvitation.Outcome>(
        f => f.Accept(path.Split('/')[^1], new("Anna Berg", Password, "Europe/Vienna"), Ct));

    [GeneratedRegex(@"/invite/[A-Za-z0-9_-]+")]
    private static partial Regex Path();
}
