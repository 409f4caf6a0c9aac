using System.Net;
using System.Text.RegularExpressions;
using Throughline.Settings.Sessions;
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
    [InlineData(9, true)]
    [InlineData(10, false)]
    public async Task After_ten_wrong_passwords_from_one_place_the_right_one_must_wait_there_too(int wrong, bool opens)
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
    public async Task Whoever_tried_too_often_may_try_again_after_five_minutes(int seconds, bool opens)
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        using var visitor = server.Visit();
        for (var i = 0; i < 10; i++) (await visitor.SignIn(SecuredServer.OwnerEmail, "not her password")).Dispose();
        server.Clock.Advance(TimeSpan.FromSeconds(seconds));

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
    public async Task Wrong_passwords_from_elsewhere_do_not_shut_the_owner_out()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct, ("Security:WrongSignInsPerAccount", "2"));
        for (var i = 0; i < 12; i++)
            await server.With<SignIn, SignIn.Outcome>(f => f.Try(new(SecuredServer.OwnerEmail, "not her password"), IPAddress.Parse($"203.0.113.{i / 4}"), Ct));
        using var maria = await server.VisitAsMaria();

        Assert.True(maria.IsSignedIn);
    }

    [Fact]
    public async Task A_browser_that_was_let_in_before_gets_in_though_strangers_beside_it_must_wait()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct, ("Security:WrongSignInsPerAccount", "2"));
        using var maria = await server.VisitAsMaria();
        (await maria.PostJson("/sign-out", new { }, await maria.Token("/account"))).Dispose();
        using var stranger = server.Visit();
        for (var i = 0; i < 3; i++) (await stranger.SignIn(SecuredServer.OwnerEmail, "not her password")).Dispose();
        using var waits = await stranger.SignIn(SecuredServer.OwnerEmail, SecuredServer.OwnerPassword);
        Assert.Equal(HttpStatusCode.TooManyRequests, waits.StatusCode);

        using var again = await maria.SignIn(SecuredServer.OwnerEmail, SecuredServer.OwnerPassword);
        Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);

        // The device is known for her account and no other, and its own wrong tries are counted.
        for (var i = 0; i < 2; i++)
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await maria.SignIn(SecuredServer.OwnerEmail, "not her password")).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await maria.SignIn(SecuredServer.OwnerEmail, "not her password")).StatusCode);
    }

    [Fact]
    public async Task Guesses_at_once_are_counted_each()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(async _ =>
        {
            using var visitor = server.Visit();
            using var answer = await visitor.SignIn(SecuredServer.OwnerEmail, "not her password");
            return answer.StatusCode;
        }));

        Assert.Equal(10, answers.Count(status => status == HttpStatusCode.UnprocessableEntity));
        Assert.Equal(20, answers.Count(status => status == HttpStatusCode.TooManyRequests));
    }

    [Fact]
    public async Task An_address_that_is_too_long_for_one_is_refused()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        using var visitor = server.Visit();

        using var answer = await visitor.SignIn(new string('x', 900_000) + "@lindenhof.example", "not her password");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    [Theory]
    [InlineData("/account", "no-store")]
    [InlineData("/api/things", "no-store")]
    [InlineData("/nowhere", "no-store")]
    public async Task What_a_session_sees_is_kept_nowhere(string path, string kept)
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        using var maria = await server.VisitAsMaria();

        Assert.Equal(kept, (await maria.Get(path)).Headers.GetValues("Cache-Control").Single());
    }

    [Fact]
    public async Task A_copy_of_the_cookie_opens_nothing_once_its_session_was_signed_out()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        using var maria = await server.VisitAsMaria();
        using var elsewhere = await server.VisitAsMaria();
        using var thief = server.Visit();
        var copy = ("Cookie", $"throughline={maria.Cookies["throughline"]!.Value}");
        Assert.Equal(HttpStatusCode.OK, (await thief.Get("/account", null, copy)).StatusCode);

        (await maria.PostJson("/sign-out", new { }, await maria.Token("/account"))).Dispose();

        Assert.Equal(HttpStatusCode.Redirect, (await thief.Get("/account", null, copy)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await thief.Get("/api/things", null, copy)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await elsewhere.Get("/account")).StatusCode);
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
        (await maria.Fill("/settings/users/invite", "invite", ("New.Email", "anna@lindenhof.example"), ("New.Role", "agent"))).Dispose();

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
