using System.Net;
using Microsoft.AspNetCore.Http;
using Throughline.Platform.Security.Entry;

namespace Throughline.Tests.Platform.Security;

public sealed class LimitTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/api/things")]
    [InlineData("/nowhere")]
    public async Task Every_answer_carries_the_security_headers(string path)
    {
        await using var server = await SecuredServer.Start(Ct);
        using var visitor = server.Visit();

        using var answer = await visitor.Get(path);

        Assert.Equal(
            "default-src 'self'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; "
                + "object-src 'none'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'",
            answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("DENY", answer.Headers.GetValues("X-Frame-Options").Single());
        Assert.Equal("strict-origin-when-cross-origin", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal("same-origin", answer.Headers.GetValues("Cross-Origin-Opener-Policy").Single());
        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task Over_https_the_browser_is_told_to_stay_there()
    {
        var http = new DefaultHttpContext { Request = { Scheme = "https" } };

        await new SecurityHeaders(_ => Task.CompletedTask).Invoke(http);

        Assert.Equal("max-age=31536000", http.Response.Headers.StrictTransportSecurity);
    }

    [Fact]
    public async Task Who_asks_too_much_waits_a_whole_number_of_seconds()
    {
        await using var server = await SecuredServer.Start(Ct, ("Security:BurstPerAddress", "5"), ("Security:RequestsPerSecondPerAddress", "1"));
        using var visitor = server.Visit();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => visitor.Get("/api/things")));

        var refused = answers.Where(a => a.StatusCode == HttpStatusCode.TooManyRequests).ToList();

        Assert.InRange(refused.Count, 10, 15);
        Assert.All(
            refused, a => Assert.InRange(int.Parse(a.Headers.GetValues("Retry-After").Single(), System.Globalization.CultureInfo.InvariantCulture), 1, 60));
        await Expect.Problem(refused[0], HttpStatusCode.TooManyRequests, "too_many_requests");
        using var cli = server.OverLocalSocket();
        Assert.Equal(HttpStatusCode.OK, (await cli.GetAsync("/api/things", Ct)).StatusCode);
    }

    [Fact]
    public async Task A_key_that_asks_too_much_waits_and_other_keys_do_not()
    {
        await using var server = await SecuredServer.Start(Ct, ("Security:BurstPerKey", "3"), ("Security:RequestsPerSecondPerKey", "1"));
        using var program = server.Visit();
        var (busy, calm) = (await server.MakeKey(new("secret")), await server.MakeKey(new("secret")));
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => program.Get("/api/things", busy.Token)));

        Assert.Contains(answers, a => a.StatusCode == HttpStatusCode.OK);
        Assert.Contains(answers, a => a.StatusCode == HttpStatusCode.TooManyRequests);
        Assert.Equal(HttpStatusCode.OK, (await program.Get("/api/things", calm.Token)).StatusCode);
    }

    [Theory]
    [InlineData(900, HttpStatusCode.OK)]
    [InlineData(1100, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_request_larger_than_the_limit_is_refused(int characters, HttpStatusCode status)
    {
        await using var server = await SecuredServer.Start(Ct, ("Security:MaxRequestBytes", "1000"));
        using var program = server.Visit();
        var key = await server.MakeKey(new("secret"));

        using var answer = await program.PostJson("/api/things", new { name = new string('x', characters) }, bearer: key.Token);

        Assert.Equal(status, answer.StatusCode);
    }
}
