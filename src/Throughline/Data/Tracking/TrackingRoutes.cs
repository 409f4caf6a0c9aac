using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Throughline.Contracts;
using Throughline.Platform.Journal;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Keys;
using Throughline.Platform.Server;

namespace Throughline.Data.Tracking;

/// <summary>The tracking API that Segment's published clients speak.</summary>
[OneForAll]
public sealed class TrackingRoutes(
    IJournal journal, KeyRing keys, TimeProvider clock, IOptions<IntakeSettings> settings, ILogger<TrackingRoutes> log) : IFeature
{
    private const string WhyPublic = "programs and browsers send here; the write key in the header or body is checked by the route itself";

    private static readonly (string Name, string Short, InteractionKind? Kind)[] Calls =
    [
        ("identify", "i", InteractionKind.Identify), ("track", "t", InteractionKind.Track), ("page", "p", InteractionKind.Page),
        ("screen", "s", InteractionKind.Screen),
        ("group", "g", InteractionKind.Group), ("alias", "a", InteractionKind.Alias), ("batch", "b", null), ("import", "import", null),
    ];

    public static void Map(IEndpointRouteBuilder all)
    {
        // The limits for people and the API would throttle a shop on a good day; the journal's own pace is the limit here.
        var routes = all.MapGroup("/v1").DisableRateLimiting();
        foreach (var (name, shortName, kind) in Calls)
        {
            routes.MapPost($"/{name}", (HttpContext http, TrackingRoutes intake) => intake.Take(http, kind)).Public(WhyPublic).WithTags("Tracking")
                .WithSummary(kind is null ? "Takes a batch of events" : $"Takes one {name} event");
            if (shortName != name) routes
                .MapPost($"/{shortName}", (HttpContext http, TrackingRoutes intake) => intake.Take(http, kind))
                .Public(WhyPublic)
                .ExcludeFromDescription();
        }
        routes
            .MapPost("/m", (HttpContext http) => Answer(http, StatusCodes.Status200OK, Accepted(0, [])))
            .Public("client metrics are dropped unread")
            .ExcludeFromDescription();
        routes.MapMethods("/{**any}", ["OPTIONS"], (HttpContext http) => Preflight(http)).Public("browsers ask before they send").ExcludeFromDescription();
        routes.Map("/{**any}", NoSuchCall)
            .Public("says that there is no such call").ExcludeFromDescription();
        routes.MapGet("/projects/{writeKey}/settings", (HttpContext http, string writeKey, KeyRing keys) => BrowserSettings.Answer(http, writeKey, keys))
            .Public("browsers read their settings with the write key in the address").WithTags("Tracking").WithSummary("What the browser client needs to know");
    }

    // Browsers' questions are answered for every address, so routing leaves it to us to say which methods there are.
    private static Task NoSuchCall(HttpContext http, string? any)
    {
        var methods = any?.Split('/') switch
        {
            [var call] when call == "m" || Calls.Any(known => known.Name == call || known.Short == call) => "OPTIONS, POST",
            ["projects", _, "settings"] => "GET, OPTIONS",
            _ => null,
        };
        if (methods is null) return Answer(http, StatusCodes.Status404NotFound, Error(
            "no_such_route", "There is no such tracking call. Send POST to /v1/batch, identify, track, page, screen, group or alias."));
        http.Response.Headers.Allow = methods;
        return Answer(http, StatusCodes.Status405MethodNotAllowed, Error("no_such_route", $"This call knows {methods} alone."));
    }

    private Task Take(HttpContext http, InteractionKind? kind) => Guarded(http, log, () => Append(http, kind),
        refusal => refusal.Code == "invalid_key" ? StatusCodes.Status401Unauthorized : StatusCodes.Status400BadRequest);

    /// <summary>Answers a door's call in the one way that senders understand, whatever becomes of it.</summary>
    internal static async Task Guarded(HttpContext http, ILogger log, Func<Task<ReadOnlyMemory<byte>>> append, Func<SegmentRefusal, int> statusOf)
    {
        try
        {
            await Answer(http, StatusCodes.Status200OK, await append());
        }
        catch (SegmentRefusal refusal)
        {
            // Clients write to the end before they read: an answer before that is lost with the connection.
            await IntakeReader.Discard(http.Request, http.RequestAborted);
            await Answer(http, statusOf(refusal), Error(refusal.Code, refusal.Message));
        }
        catch (JournalBusyException)
        {
            http.Response.Headers.RetryAfter = "1";
            await Answer(http, StatusCodes.Status429TooManyRequests, Error("busy", "More is arriving than can be written. Send this again in a second."));
        }
        catch (JournalUnavailableException)
        {
            await Answer(http, StatusCodes.Status503ServiceUnavailable,
                Error("journal_unavailable", "Nothing was stored, because the journal cannot write to its disk. Send this again later."));
        }
        catch (BadHttpRequestException e)
        {
            log.LogInformation("A tracking call broke off: {Reason}", e.Message);
            await Answer(http, StatusCodes.Status400BadRequest, Error("bad_request", "The request could not be read to its end. Send it again."));
        }
        catch (Exception e) when (!http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
        {
            log.LogError(e, "A tracking call failed.");
            await Answer(http, StatusCodes.Status500InternalServerError,
                Error("fault", "Something went wrong on our side; the server's log says what. Send this again later."));
        }
    }

    private async Task<ReadOnlyMemory<byte>> Append(HttpContext http, InteractionKind? kind)
    {
        var key = IntakeKey.InHeader(http.Request, keys);
        var body = await IntakeReader.Read(http.Request, http.RequestAborted);
        try
        {
            var json = TrackingBody.Read(body);
            key ??= IntakeKey.Named(json.WriteKey, http.Request, keys) ?? throw new SegmentRefusal(
                "invalid_key", "The write key is missing, unknown or revoked. Make one with: throughline key create --kind write");
            if (kind is not null && body.Count > TrackingLimits.EventBytes)
                throw new SegmentRefusal("too_large", $"An event has at most {TrackingLimits.EventBytes / 1024} KB.");
            var parser = new TrackingParser(new TrackingCall(
                kind, IntakeKey.SourceOf(key, http.Request), clock.GetUtcNow().ToMicroseconds(), http.Connection.RemoteIpAddress, settings.Value.KeepFullIp));
            var batch = parser.Parse(body, json);
            if (batch.Interactions.Count + batch.NotUnderstood.Count > 0) await journal.Append(batch, CancellationToken.None);
            return Accepted(batch.Interactions.Count, parser.SetAside, parser.Told);
        }
        finally
        {
            IntakeReader.Return(body);
        }
    }

    private static Task Preflight(HttpContext http)
    {
        var headers = http.Response.Headers;
        AllowOrigin(http);
        headers.AccessControlAllowMethods = "GET, POST, OPTIONS";
        headers.AccessControlAllowHeaders = "authorization, content-type, x-retry-count";
        headers.AccessControlMaxAge = "86400";
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    internal static void AllowOrigin(HttpContext http) => http.Response.Headers.AccessControlAllowOrigin = "*";

    internal static async Task Answer(HttpContext http, int status, ReadOnlyMemory<byte> json)
    {
        AllowOrigin(http);
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = json.Length;
        await http.Response.Body.WriteAsync(json, http.RequestAborted);
    }

    internal static ReadOnlyMemory<byte> Error(string code, string message) => JsonSerializer.SerializeToUtf8Bytes(new { code, message });

    internal static ReadOnlyMemory<byte> Accepted(
        int accepted, IReadOnlyList<(int Index, NotUnderstood Item)> setAside, IReadOnlyList<(int Index, EventProblem What)>? told = null)
    {
        if (setAside.Count == 0 && told is null or []) return Encoding.ASCII.GetBytes($"{{\"success\":true,\"accepted\":{accepted},\"setAside\":[]}}");
        var aside = setAside.Select(s => new { index = s.Index, code = s.Item.Code, message = s.Item.Message });
        return told is null or []
            ? JsonSerializer.SerializeToUtf8Bytes(new { success = true, accepted, setAside = aside })
            : JsonSerializer.SerializeToUtf8Bytes(new
            { success = true, accepted, setAside = aside,
                warnings = told.Select(t => new { index = t.Index, code = t.What.Code, message = t.What.Message })
            });
    }
}
