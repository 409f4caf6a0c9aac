using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Throughline.Platform.Storage;
using Throughline.Tests.Platform.Security;

namespace Throughline.Tests.Settings;

public sealed partial class SignInTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_right_password_opens_a_session_in_a_guarded_cookie()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        using var maria = server.Visit();

        using var answer = await maria.SignIn(SecuredServer.OwnerEmail.ToUpperInvariant(), SecuredServer.OwnerPassword);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("throughline=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("samesite=lax", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain("expires", cookie, StringComparison.Ordinal);
        Assert.Contains("Maria Keller", await maria.Read("/account"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_email_and_a_wrong_password_answer_alike()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        using var visitor = server.Visit();

        using var wrong = await visitor.SignIn(SecuredServer.OwnerEmail, "not her password");
        using var unknown = await visitor.SignIn("nora@lindenhof.example", "not her password");

        Assert.Equal(wrong.StatusCode, unknown.StatusCode);
        Assert.Equal(await WordsOf(wrong, SecuredServer.OwnerEmail), await WordsOf(unknown, "nora@lindenhof.example"));
        Assert.False(visitor.IsSignedIn);
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(5, false)]
    public async Task After_five_wrong_passwords_the_right_one_is_refused_too(int wrong, bool opens)
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        using var visitor = server.Visit();
        for (var i = 0; i < wrong; i++) (await visitor.SignIn(SecuredServer.OwnerEmail, "not her password")).Dispose();

        using var answer = await visitor.SignIn(SecuredServer.OwnerEmail, SecuredServer.OwnerPassword);

        Assert.Equal(opens, visitor.IsSignedIn);
    }

    [Theory]
    [InlineData(290, false)]
    [InlineData(301, true)]
    public async Task A_locked_account_opens_again_after_five_minutes(int seconds, bool opens)
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        using var visitor = server.Visit();
        for (var i = 0; i < 5; i++) (await visitor.SignIn(SecuredServer.OwnerEmail, "not her password")).Dispose();
        await using (var db = server.Services.GetRequiredService<IDbContextFactory<ThroughlineDb>>().CreateDbContext())
        {
            // Identity locks by the machine's own clock, which a test cannot move: the end is moved instead.
            var end = (await db.Users.SingleAsync(Ct)).LockoutEnd!.Value.AddSeconds(-seconds);
            await db.Users.ExecuteUpdateAsync(set => set.SetProperty(u => u.LockoutEnd, (DateTimeOffset?)end), Ct);
        }

        using var answer = await visitor.SignIn(SecuredServer.OwnerEmail, SecuredServer.OwnerPassword);

        Assert.Equal(opens, visitor.IsSignedIn);
    }

    [Theory]
    [InlineData(SecuredServer.OwnerEmail)]
    [InlineData("nora@lindenhof.example")]
    public async Task Too_many_tries_from_one_place_must_wait_whether_the_account_exists_or_not(string email)
    {
        await using var server = await SecuredServer.StartWithMaria(Ct, ("Security:WrongSignInsPerAccount", "2"));
        using var visitor = server.Visit();
        for (var i = 0; i < 2; i++) (await visitor.SignIn(email, "not her password")).Dispose();

        using var answer = await visitor.SignIn(email, "not her password");

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.InRange(int.Parse(answer.Headers.GetValues("Retry-After").Single(), System.Globalization.CultureInfo.InvariantCulture), 1, 300);
        using var other = await visitor.SignIn("somebody@else.example", "not her password");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
    }

    [Theory]
    [InlineData("/settings/users?after=50", "/settings/users?after=50")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("//evil.example/", "/")]
    [InlineData("/\\evil.example/", "/")]
    [InlineData("/\t/evil.example/", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("", "/")]
    public async Task After_signing_in_one_stays_on_this_site(string returnUrl, string lands)
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        using var maria = server.Visit();

        using var answer = await maria.SignIn(SecuredServer.OwnerEmail, SecuredServer.OwnerPassword, $"/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var location = answer.Headers.Location!;
        Assert.Equal(maria.Http.BaseAddress!.Authority, new Uri(maria.Http.BaseAddress, location).Authority);
        Assert.Equal(lands, new Uri(maria.Http.BaseAddress, location).PathAndQuery);
    }

    [Fact]
    public async Task A_page_asks_who_one_is_and_leads_back()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        using var visitor = server.Visit();

        using var answer = await visitor.Get("/settings/users?after=50");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/sign-in?returnUrl=%2Fsettings%2Fusers%3Fafter%3D50", answer.Headers.Location!.OriginalString);
        using var fragment = await visitor.Get("/settings/users", null, ("HX-Request", "true"));
        Assert.Equal(HttpStatusCode.Unauthorized, fragment.StatusCode);
        Assert.Equal("/sign-in", fragment.Headers.GetValues("HX-Redirect").Single());
    }

    [Fact]
    public async Task Signing_out_ends_the_session_and_another_site_cannot_do_it()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        using var maria = await server.VisitAsMaria();

        using var forged = await maria.Http.PostAsync("/sign-out", new FormUrlEncodedContent([]), Ct);
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        Assert.True(maria.IsSignedIn);

        using var own = await maria.PostJson("/sign-out", new { }, await maria.Token("/account"));
        Assert.Equal(HttpStatusCode.Redirect, own.StatusCode);
        using var page = await maria.Get("/account");
        Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
    }

    [Fact]
    public async Task Another_site_cannot_sign_somebody_in()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        using var victim = server.Visit();

        using var answer = await victim.Http.PostAsync("/sign-in", new FormUrlEncodedContent(
            [new("_handler", "sign-in"), new("Form.Email", SecuredServer.OwnerEmail), new("Form.Password", SecuredServer.OwnerPassword)]), Ct);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.False(victim.IsSignedIn);
    }

    [Fact]
    public async Task Logs_hold_neither_names_nor_addresses_nor_passwords()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        using var maria = await server.VisitAsMaria();
        (await maria.SignIn("nora@lindenhof.example", "not her password")).Dispose();
        (await maria.Fill("/settings/users", "create", ("New.Email", "anna@lindenhof.example"), ("New.Role", "agent"))).Dispose();

        Assert.NotEmpty(server.Log.Lines());
        Assert.DoesNotContain(server.Log.Lines(), line => PersonalData().IsMatch(line));
    }

    private static async Task<string> WordsOf(HttpResponseMessage answer, string email) =>
        Changing().Replace((await answer.Content.ReadAsStringAsync(Ct)).Replace(email, "EMAIL", StringComparison.OrdinalIgnoreCase), "TOKEN");

    // Antiforgery tokens differ in each answer.
    [GeneratedRegex(@"CfDJ8[\w-]+")]
    private static partial Regex Changing();

    [GeneratedRegex("lindenhof|maria|nora|anna|password of|harbour", RegexOptions.IgnoreCase)]
    private static partial Regex PersonalData();
}
