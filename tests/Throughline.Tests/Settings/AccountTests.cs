using System.Net;
using Throughline.Platform.Colleagues;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Users;
using Throughline.Settings.Users;
using Throughline.Tests.Platform.Security;

namespace Throughline.Tests.Settings;

public sealed class AccountTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_closed_account_cannot_sign_in_and_its_open_sessions_end()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        var made = Assert.IsType<CreateUser.Created>(
            await server.With<CreateUser, CreateUser.Outcome>(f => f.Create(new("anna@lindenhof.example", Role.Agent), Actor.Operator, Ct)));
        using var anna = await server.VisitAs(made.Email, made.GeneratedPassword!);

        Assert.IsType<ChangeUser.Changed>(await server.With<ChangeUser, ChangeUser.Outcome>(f => f.Change(made.Id, new(Disabled: true), Actor.Operator, Ct)));

        using var page = await anna.Get("/account");
        Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
        using var again = await anna.SignIn(made.Email, made.GeneratedPassword!);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.StatusCode);
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_the_sessions_of_other_browsers()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        using var here = await server.VisitAsMaria();
        using var there = await server.VisitAsMaria();

        using var answer = await here.Fill("/account", "sessions");

        Assert.Equal(HttpStatusCode.Redirect, (await there.Get("/account")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await here.Get("/account")).StatusCode);
    }

    [Fact]
    public async Task A_changed_password_needs_the_old_one_and_ends_other_sessions_but_not_this()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        using var here = await server.VisitAsMaria();
        using var there = await server.VisitAsMaria();

        using var wrong = await here.Fill("/account", "password", ("Password.Current", "not her password"), ("Password.New", "a swim in the lake"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        using var right = await here.Fill("/account", "password", ("Password.Current", SecuredServer.OwnerPassword), ("Password.New", "a swim in the lake"));

        Assert.Equal(HttpStatusCode.Redirect, right.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await here.Get("/account")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await there.Get("/account")).StatusCode);
        using var again = await server.VisitAs(SecuredServer.OwnerEmail, "a swim in the lake");
    }

    [Fact]
    public async Task A_changed_name_and_zone_show_at_once()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        using var maria = await server.VisitAsMaria();

        using var answer = await maria.Fill("/account", "profile", ("Profile.Name", "Maria Keller-Novak"), ("Profile.TimeZone", "America/New_York"));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var page = await maria.Read("/account?saved=profile");
        Assert.Contains("Maria Keller-Novak", page, StringComparison.Ordinal);
        Assert.Contains("<option value=\"America/New_York\" selected>", page, StringComparison.Ordinal);
        Assert.Contains("Your profile was saved.", page, StringComparison.Ordinal);
    }
}
