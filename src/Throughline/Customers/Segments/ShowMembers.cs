using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Customers.Directory;
using Throughline.JourneyEngine;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;

namespace Throughline.Customers.Segments;

/// <summary>Shows who is in a segment now: how many, and a page of them, seen last first.</summary>
public sealed class ShowMembers(ThroughlineDb db, FindMembers find, SearchCustomers search) : IFeature
{
    public abstract record Outcome;

    /// <param name="Hints">Conditions that nobody meets, so that a mistyped name is seen.</param>
    public sealed record Shown(int Count, IReadOnlyList<CustomerView> Items, string? Next, IReadOnlyList<string> Hints) : Outcome;
    public sealed record NoSuchSegment : Outcome;
    public sealed record Misasked(string Code, string Why) : Outcome;
    public sealed record Later(string Why) : Outcome;

    public async Task<Outcome> Show(string key, string? cursor, int limit, CancellationToken ct)
    {
        var segments = db.Segments;
        return await segments.AsNoTracking().FirstOrDefaultAsync(s => s.Key == key, ct) is { } segment
            ? await Show(segment.Definition, cursor, limit, ct)
            : new NoSuchSegment();
    }

    /// <param name="limit">0: only how many.</param>
    public async Task<Outcome> Show(SegmentDefinition definition, string? cursor, int limit, CancellationToken ct)
    {
        try
        {
            var members = await find.Find(definition, ct);
            var hints = definition.Conditions.Zip(members.Each).Where(pair => pair.Second == 0).Select(pair => Hint(pair.First)).ToList();
            if (limit == 0) return new Shown(members.Customers.Count, [], null, hints);
            return await search.Search(new(Cursor: cursor, Limit: limit, Within: members.Customers), ct) switch
            {
                SearchCustomers.Found found => new Shown(members.Customers.Count, found.Items, found.Next, hints),
                SearchCustomers.Misasked not => new Misasked("misasked", not.Why),
                var other => throw new InvalidOperationException($"Unknown outcome {other}."),
            };
        }
        catch (QuestionException e)
        {
            return new Misasked(e.Code, e.Sentence);
        }
        catch (JourneysCatchUpException e)
        {
            return new Later(e.Message);
        }
    }

    private static string Hint(SegmentCondition condition) => condition.Kind switch
    {
        "trait" => Words.Say($"No customers meet the condition on the attribute “{condition.Name}”. Names are case-sensitive, exactly as received."),
        "identity" => Words.Say($"No customers meet the condition on identities of kind “{condition.Name}”."),
        "stage" => Words.Say($"No customers are in the stage “{condition.Name}” now."),
        "did" => Words.Say($"No customers did “{condition.Name}” that often in that time. Use names as on a timeline; pages are page:NAME."),
        _ => Words.Say($"Everyone did “{condition.Name}” in that time."),
    };

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/api/segments/{key}/customers", async (string key, string? cursor, int? limit, ShowMembers feature, HttpContext http, CancellationToken ct) =>
        {
            switch (await feature.Show(key, cursor, Math.Clamp(limit ?? 25, 1, SearchCustomers.MostAtOnce), ct))
            {
                case Shown shown:
                    return Results.Ok(new { items = shown.Items, next = shown.Next, count = shown.Count, hints = shown.Hints });
                case NoSuchSegment:
                    return ListSegments.NotFound();
                case Misasked not:
                    return Problems.Of(StatusCodes.Status400BadRequest, not.Code, not.Why);
                case Later later:
                    http.Response.Headers.RetryAfter = "1";
                    return Problems.Of(StatusCodes.Status503ServiceUnavailable, "catching_up", later.Why);
                case var other:
                    throw new InvalidOperationException($"Unknown outcome {other}.");
            }
        })
        .RequirePermission(SegmentPermissions.Read).WithTags("Segments").WithSummary("The customers in a segment now, most recently seen first, with "
            + "their number");
}
