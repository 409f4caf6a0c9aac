using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Throughline.Platform.Security.SetUp;
using Throughline.Platform.Security.Users;
using Throughline.Platform.Storage;
using Throughline.Tests.Platform.Security;

namespace Throughline.Tests.Settings;

public sealed class SetUpTests
{
    private static readonly (string, string)[] Answers =
    [
        ("Form.Company", "Lindenhof"), ("Form.Name", "Maria Keller"), ("Form.Email", "maria@lindenhof.example"),
        ("Form.Password", "a walk by the harbour"), ("Form.TimeZone", "Europe/Vienna"),
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_holds_the_link_names_the_company_and_is_its_owner()
    {
        await using var server = await SecuredServer.Start(Ct);
        using var maria = server.Visit();

        using var answer = await maria.Fill((await Link(server)).Path, "set-up", Answers);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.True(maria.IsSignedIn);
        var page = await maria.Read("/settings/users");
        Assert.Contains("Lindenhof", page, StringComparison.Ordinal);
        Assert.Contains("Maria Keller", page, StringComparison.Ordinal);
        Assert.Contains(">Owner<", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_link_works_once_and_then_shows_the_way_to_sign_in()
    {
        await using var server = await SecuredServer.Start(Ct);
        var link = await Link(server);
        using var maria = server.Visit();
        using var first = await maria.Fill(link.Path, "set-up", Answers);
        using var stranger = server.Visit();

        using var again = await stranger.Get(link.Path);

        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
        var page = await again.Content.ReadAsStringAsync(Ct);
        Assert.Contains("Already set up", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/sign-in\"", page, StringComparison.Ordinal);
        Assert.IsType<CreateSetUpLink.AlreadySetUp>(await server.With<CreateSetUpLink, CreateSetUpLink.Outcome>(f => f.Create(Ct)));
    }

    [Fact]
    public async Task A_link_nobody_made_is_not_found()
    {
        await using var server = await SecuredServer.Start(Ct);
        await Link(server);
        using var stranger = server.Visit();

        using var answer = await stranger.Get("/setup/00000000000000000000000000000000");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("This link does not work", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_who_send_the_form_at_once_one_becomes_the_owner()
    {
        await using var server = await SecuredServer.Start(Ct);
        var link = await Link(server);
        SetUpCompany.Request Of(string who) => new(who, who, $"{who}@example.com", "a walk by the harbour", "Europe/Vienna");

        var outcomes = await Task.WhenAll(new[] { "anna", "boris", "carla", "dora" }.Select(who =>
            server.With<SetUpCompany, SetUpCompany.Outcome>(f => f.SetUp(link.Token, Of(who), Ct))));

        Assert.Single(outcomes.OfType<SetUpCompany.Done>());
        Assert.Equal(3, outcomes.OfType<SetUpCompany.AlreadySetUp>().Count());
        await using var db = server.Services.GetRequiredService<IDbContextFactory<ThroughlineDb>>().CreateDbContext();
        Assert.Equal(1, await db.Users.CountAsync(Ct));
    }

    [Theory]
    [InlineData(24 * 3600 - 60, true)]
    [InlineData(24 * 3600 + 1, false)]
    public async Task The_link_lives_for_24_hours(int seconds, bool works)
    {
        await using var server = await SecuredServer.Start(Ct);
        var link = await Link(server);
        server.Clock.Advance(TimeSpan.FromSeconds(seconds));

        var refusal = await server.With<SetUpCompany, SetUpCompany.Outcome?>(f => f.Check(link.Token, Ct));

        if (works) Assert.Null(refusal);
        else Assert.IsType<SetUpCompany.NoSuchLink>(refusal);
    }

    [Fact]
    public async Task A_newer_link_ends_the_older_and_the_database_holds_no_token()
    {
        await using var server = await SecuredServer.Start(Ct);
        var older = await Link(server);
        var newer = await Link(server);

        Assert.IsType<SetUpCompany.NoSuchLink>(await server.With<SetUpCompany, SetUpCompany.Outcome?>(f => f.Check(older.Token, Ct)));
        Assert.Null(await server.With<SetUpCompany, SetUpCompany.Outcome?>(f => f.Check(newer.Token, Ct)));
        await using var db = server.Services.GetRequiredService<IDbContextFactory<ThroughlineDb>>().CreateDbContext();
        var stored = await db.SetUpLinks.SingleAsync(Ct);
        Assert.Equal(SetUpLink.HashOf(newer.Token), stored.TokenHash);
    }

    [Fact]
    public async Task What_is_wrong_is_said_beside_the_field_and_the_link_stays()
    {
        await using var server = await SecuredServer.Start(Ct);
        var link = await Link(server);
        using var maria = server.Visit();

        using var answer = await maria.Fill(
            link.Path, "set-up", ("Form.Company", " "), ("Form.Name", "Maria"), ("Form.Email", "maria"), ("Form.Password", "short"),
            ("Form.TimeZone", "Mars/Olympus"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Ct));
        foreach (var words in (string[])["Enter the company's name.", "Enter an email address", "at least 10 characters", "Choose a time zone"])
            Assert.Contains(words, page, StringComparison.Ordinal);
        Assert.Contains("value=\"Maria\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("short", page, StringComparison.Ordinal);
        using var second = await maria.Fill(link.Path, "set-up", Answers);
        Assert.Equal(HttpStatusCode.Redirect, second.StatusCode);
    }

    [Theory]
    [InlineData("123456789", false)]
    [InlineData("ten chars!", true)]
    [InlineData("Password123", false)]
    [InlineData("qwertyuiop", false)]
    [InlineData("ababababababab", false)]
    [InlineData("abcabcabcabcd", true)]
    [InlineData("maria@lindenhof.example", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_password_is_long_and_not_one_that_everybody_tries(string? password, bool passes) =>
        Assert.Equal(passes, PasswordRule.FaultOf(password, "maria@lindenhof.example") is null);

    [Theory]
    [InlineData(256, true)]
    [InlineData(257, false)]
    public void A_password_has_a_longest_length(int length, bool passes) =>
        Assert.Equal(passes, PasswordRule.FaultOf(string.Concat(Enumerable.Repeat("abcdefgh", 40))[..length]) is null);

    private static async Task<CreateSetUpLink.Created> Link(SecuredServer server) =>
        Assert.IsType<CreateSetUpLink.Created>(await server.With<CreateSetUpLink, CreateSetUpLink.Outcome>(f => f.Create(Ct)));
}
