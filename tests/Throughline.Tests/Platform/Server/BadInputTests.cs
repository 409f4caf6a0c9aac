using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Throughline.Tests.Platform.Server;

/// <summary>Every route of the house, asked wrongly by everybody: each says what is wrong, none breaks, and none writes a line about an error.</summary>
public sealed class BadInputTests(WalkedServer server) : IClassFixture<WalkedServer>
{
    // On each short run the same few, spread over all routes.
    private const int FewOfARoute = 20, OneOf = 4, Shown = 200;
    private const string Name = "walked";

    private static readonly string[] Queries =
    [
        "?limit=-1&top=-1&page=-1&days=-1", "?limit=99999999999999999999&before=99999999999999999999&cursor=99999999999999999999&after=99999999999999999999",
        "?limit=abc&before=abc&cursor=abc&after=abc&from=abc&to=abc&days=abc&version=abc", "?q=%00&cursor=%00&name=%00&identity=%00&kind=%00",
        "?q=%ED%A0%80&identity=email:%ED%A0%80&segment=%ED%A0%80", "?identity=&q=", "?identity=:&q=%25%25__&segment=:", "?identity=email:", "?limit=&before=",
        "?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z", "?from=0001-01-01T00:00:00Z&to=9999-12-31T23:59:59.999Z&days=2147483647&limit=2147483647",
        "?segment=nobody&key=nobody&stage=nobody&kind=nobody&touchpoint=nobody&id=nobody", "?segment={\"match\":null,\"conditions\":[null]}&step=null&step=",
        "?segment={\"match\":\"all\",\"conditions\":[{\"kind\":\"trait\",\"name\":\"\\ud800\",\"op\":\"eq\",\"value\":\"\\ud800\"}]}&step=\"\\ud800\"",
        "?saved=abc&stay=abc&on=abc&at=abc&step=abc&period=abc&top=abc&show=abc",
        "?cursor=eyJhIjpudWxsfQ&before=-9223372036854775808", "?a[0]=1&a[0]=2&[]=&=&&&=1&q=1&q=2&limit=1&limit=2&from=1&from=2", "?topics=,,,&returnUrl=//x",
    ];

    private static readonly string[] Parts =
        [Name, "00000000-0000-0000-0000-000000000000", "0", "-1", "9223372036854775807", "%00", "%ED%A0%80", "%F0%9F%8F%94"];

    private static readonly string[] FormValues =
        ["", "x", "\u0000", "-1", "99999999999999999999", "9999-12-31T23:59:59", "[null]", "{\"a\":null}", "\"\\ud800\"", "\ud83c"];

    private readonly ConcurrentQueue<string> _faults = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_body_that_is_wrong_in_one_place_is_refused_and_breaks_nothing()
    {
        var requests =
            from route in server.Routes
            where route.Body is not null || route.Written.StartsWith("api/", StringComparison.Ordinal)
                || route.Written.StartsWith("v1/", StringComparison.Ordinal) || route.Written.StartsWith("hooks/", StringComparison.Ordinal)
            from method in route.Methods
            where method is not ("GET" or "HEAD" or "OPTIONS")
            from body in SampleJson.NoBodies.Concat(Few(BodiesFor(route)))
            select (method, Path: route.Path(Name), body);
        await Walk(requests, one => Json(one.method, one.Path, one.body));
    }

    [Fact]
    public async Task An_address_or_a_question_that_is_wrong_is_refused_and_breaks_nothing()
    {
        var gets = server.Routes.Where(route => route.Methods.Contains("GET") && route.Written != "live");   // which answers as long as one listens
        var requests = gets.SelectMany(route => Queries.Select(query => route.Path(Name) + query))
            .Concat(server.Routes.SelectMany(route => Parts.Select(route.PathWith)))
            .Distinct().Where((path, index) => path != "/live" && (Repetitions.AreMany || index % OneOf == 0));
        await Walk(requests, path => new HttpRequestMessage(HttpMethod.Get, path));
    }

    [Fact]
    public async Task A_form_that_is_filled_in_wrongly_or_sent_by_a_program_is_refused_and_breaks_nothing()
    {
        var pages = server.Routes.Where(route => route.Methods.Contains("POST") && route.Written != "sign-out").Select(route => route.Path(Name)).Distinct();
        var requests = new ConcurrentBag<(string Path, (string Name, string Value)[] Fields)>();
        await Parallel.ForEachAsync(pages, Ct, async (path, ct) =>
        {
            requests.Add((path, []));
            requests.Add((path, [("_handler", "nobody's")]));
            using var page = await server.Maria.Get(path);
            if (page.StatusCode != HttpStatusCode.OK) return;
            foreach (var form in PageForms.In(await page.Content.ReadAsStringAsync(ct)))
                foreach (var value in FormValues) requests.Add((path, PageForms.Filled(form, value)));
        });
        await Walk(requests, one => new HttpRequestMessage(HttpMethod.Post, one.Path)
        { Content = new FormUrlEncodedContent(one.Fields.Select(field => KeyValuePair.Create(field.Name, field.Value))) });
    }

    [Fact]
    public async Task The_same_sent_by_many_at_once_is_done_once_or_told_and_breaks_nothing()
    {
        var requests =
            from route in server.Routes
            where route.TakesJson
            from method in route.Methods
            from body in BodiesFor(route).Take(1)
            from time in Enumerable.Range(0, 8)
            select (method, Path: route.Path("walked-at-once"), body);
        await Walk(requests, one => Json(one.method, one.Path, one.body));
    }

    [Fact]
    public async Task A_method_that_a_route_does_not_know_answers_405_with_those_it_knows()
    {
        var logged = server.Log.Lines(LogLevel.Error).Count();
        var requests = from path in server.Routes.Where(route => route.Methods.Count > 0 && !route.Written.Contains("**", StringComparison.Ordinal))
                           .Select(route => route.Path(Name)).Distinct()
                       from method in (string[])["PATCH", "DELETE", "PUT", "POST", "PROPFIND", "TRACE"]
                       where !server.Routes.Any(route => route.Methods.Contains(method) && route.Fits(path))
                       select (method, path);
        foreach (var (method, path) in requests)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            using var answer = await server.Secret.SendAsync(request, Ct);
            if (answer is not { StatusCode: HttpStatusCode.MethodNotAllowed, Content.Headers.Allow.Count: > 0 })
                _faults.Enqueue($"{method} {path}: {(int)answer.StatusCode}");
        }
        Assert.Equal([], _faults);
        Assert.Equal(logged, server.Log.Lines(LogLevel.Error).Count());
    }

    [Theory]
    [InlineData("text/xml", 415)]
    [InlineData("application/x-www-form-urlencoded", 415)]
    [InlineData("multipart/form-data; boundary=x", 415)]
    [InlineData("application/json; charset=klingon", 415)]
    [InlineData("nonsense", 415)]
    [InlineData(null, 415)]
    [InlineData("application/json; charset=utf-16", 499)]
    public async Task A_body_of_a_kind_that_a_route_does_not_take_answers_415(string? type, int atMost)
    {
        var logged = server.Log.Lines(LogLevel.Error).Count();
        foreach (var route in server.Routes.Where(route => route.TakesJson && route.Written.StartsWith("api/", StringComparison.Ordinal)))
        {
            foreach (var method in route.Methods)
            {
                using var request = Json(method, route.Path(Name), "{}");
                request.Content!.Headers.Remove("Content-Type");
                if (type is not null) request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
                using var answer = await server.Secret.SendAsync(request, Ct);
                var status = (int)answer.StatusCode;
                // People and keys are administered by no key, whatever it sends, and a key has no account of its own.
                var isNotForKeys = status == 403 || (status == 401 && route.Written.StartsWith("api/account/", StringComparison.Ordinal));
                if (status > atMost || (status != 415 && !isNotForKeys && atMost == 415)) _faults.Enqueue($"{method} {route.Path(Name)}: {status}");
            }
        }
        Assert.Equal([], _faults);
        Assert.Equal(logged, server.Log.Lines(LogLevel.Error).Count());
    }

    private async Task Walk<T>(IEnumerable<T> requests, Func<T, HttpRequestMessage> make)
    {
        var all = requests.ToList();
        Assert.NotEmpty(all);
        var logged = server.Log.Lines(LogLevel.Error).Count();
        await Parallel.ForEachAsync(all, Ct, (one, _) => new ValueTask(Send(server.Maria.Http, make(one), "Maria")));
        foreach (var one in all.Where((_, index) => index % 7 == 0)) await Send(server.Secret, make(one), "a secret key");
        foreach (var one in all.Where((_, index) => index % 50 == 0))
        {
            await Send(server.Stranger, make(one), "nobody");
            await Send(server.Write, make(one), "a write key");
        }
        Assert.Equal(HttpStatusCode.OK, (await server.Maria.Get("/account")).StatusCode);   // she was there to the end
        var lines = server.Log.Lines(LogLevel.Error).Skip(logged).ToList();
        Assert.True(_faults.IsEmpty && lines.Count == 0, string.Join('\n', _faults.Order().Concat(lines).Take(Shown)));
    }

    private async Task Send(HttpClient client, HttpRequestMessage request, string who)
    {
        using var sent = request;
        if (client == server.Maria.Http) request.Headers.Add("X-CSRF-TOKEN", server.Token);
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(Ct);
        var what = $"{request.Method} {request.RequestUri} by {who}, {body[..Math.Min(Shown, body.Length)]}";
        try
        {
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Ct);
            if ((int)answer.StatusCode >= 500) _faults.Enqueue($"{what}: {(int)answer.StatusCode}");
        }
        catch (HttpRequestException e)
        {
            _faults.Enqueue($"{what}: {e.Message}");
        }
    }

    private static HttpRequestMessage Json(string method, string path, string body) => new(new HttpMethod(method), path)
    { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } } };

    private static IEnumerable<string> Few(IEnumerable<string> bodies)
    {
        var all = bodies.Distinct().ToList();
        var every = Repetitions.AreMany ? 1 : Math.Max(1, all.Count / FewOfARoute);
        return all.Where((_, index) => index % every == 0);
    }

    private static IEnumerable<string> BodiesFor(RouteEndpoint route) =>
        route.Body?.RequestType is { } type && type != typeof(Stream) ? SampleJson.SpoiltBodies(type) : [];
}
