using Throughline.Contracts;
using Throughline.JourneyEngine;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.WrittenTimes;
using Throughline.Touchpoints.Rules;

namespace Throughline.Touchpoints.Promises;

/// <summary>What is promised, and how it is kept in a period.</summary>
public sealed class ListPromises(IPromises promises, ISegments segments, TouchpointsNow now, TimeProvider clock) : IFeature
{
    /// <param name="Segment">The key of one; null: everybody.</param>
    public sealed record Request(DateTimeOffset From, DateTimeOffset To, string? Segment);

    public abstract record Outcome;
    public sealed record Page(IReadOnlyList<Item> Items, string? Next) : Outcome;
    public sealed record NoSuchSegment : Outcome;

    /// <param name="MeasuredFrom">The event that begins a case; null when nothing measures the promise.</param>
    /// <param name="Kept">Null when nothing measures it.</param>
    public sealed record Item(
        string Touchpoint, string Name, string Stage, Owner Owner, Promise Promise, string? MeasuredFrom, string? MeasuredTo, PromiseKept? Kept);

    public sealed record Owner(string Department, string? Person);

    public async Task<Outcome> List(Request request, CancellationToken ct)
    {
        CustomerSet? customers = null;
        if (!string.IsNullOrEmpty(request.Segment) && (customers = await segments.Customers(request.Segment, ct)) is null) return new NoSuchSegment();
        var kept = await promises.Measure(new Scope
        {
            FromMs = Math.Max(0, request.From.ToUnixTimeMilliseconds()), ToMs = Math.Min(request.To.ToUnixTimeMilliseconds(), JourneyRow.TimeLimitMs),
            Customers = customers,
        }, ct);
        var views = now.Book.Touchpoints.ToDictionary(t => t.Key);
        return new Page([.. now.Book.Promised.Select(p => Of(views[p.Touchpoint], p, kept.GetValueOrDefault(p.Touchpoint)))], Next: null);
    }

    private static Item Of(TouchpointView touchpoint, PromiseAt at, PromiseKept? kept)
    {
        var events = PromiseMeasures.EventsOf(at.Promise, at.Events);
        return new Item(touchpoint.Key, touchpoint.Name, touchpoint.Stage, new(touchpoint.Department, touchpoint.Person), at.Promise,
            events?.Begins, events?.Keeps, kept);
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/api/promises", async (GivenInstant? from, GivenInstant? to, string? segment, ListPromises feature, HttpContext http) =>
        {
            var now = feature.Now;
            var request = new Request(from?.At ?? now.AddDays(-30), to?.At ?? now, segment);
            if (request.From >= request.To)
                return Problems.Of(StatusCodes.Status400BadRequest, "inverted_period", "The period ends before it begins; `to` must be later than `from`.");
            try
            {
                return await feature.List(request, http.RequestAborted) is Page page
                    ? Results.Ok(page)
                    : Problems.Of(StatusCodes.Status400BadRequest, "no_such_segment", $"There is no segment “{segment}”; it may have been deleted.");
            }
            catch (JourneysCatchUpException e)
            {
                http.Response.Headers.RetryAfter = "1";
                return Problems.Of(StatusCodes.Status503ServiceUnavailable, "catching_up", e.Message);
            }
        })
        .RequirePermission(TouchpointsPermissions.Read).WithTags("Touchpoints")
        .WithSummary("What is promised at touchpoints, and how it is kept in a period").Produces<Page>();

    private DateTimeOffset Now => clock.GetUtcNow();
}
