using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Throughline.Contracts;
using Throughline.JourneyEngine;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Storage;

namespace Throughline.Journeys.People;

/// <summary>Makes a segment of the customers behind a number.</summary>
public sealed class KeepAsSegment(PeopleBehind behind, ISegments segments, ThroughlineDb db) : IFeature
{
    public const int LongestName = 100;

    /// <param name="Query">The question and the cell, as their address has them.</param>
    public sealed record Request(string? Query, string? Name);

    public abstract record Outcome;
    public sealed record Kept(string Segment) : Outcome;
    public sealed record Refused(string Why) : Outcome;

    public async Task<Outcome> Keep(Request request, Actor by, CancellationToken ct)
    {
        if (request.Name?.Trim() is not { Length: > 0 and <= LongestName } name)
            return new Refused(Words.Say($"Enter a segment name of at most {LongestName} characters."));
        try
        {
            var customers = (await behind.Find(request.Query, ct)).Customers;
            if (customers.Length == 0) return new Refused(Words.Say("There are no customers behind this number, so there is nothing to save."));
            // The segment is saved through the same database as the entry: both, or neither.
            await using var both = await db.Database.BeginTransactionAsync(ct);
            var key = await segments.CreateFromCustomers(name, new CustomerSet(customers), ct);
            db.Audit(by, "segment.made", $"segment:{key}", new { customers = customers.Length });
            await db.SaveChangesAsync(ct);
            await both.CommitAsync(ct);
            return new Kept(key);
        }
        catch (QuestionException e)
        {
            return new Refused(e.Sentence);
        }
        catch (JourneysCatchUpException e)
        {
            return new Refused(e.Message);
        }
    }

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/journeys/people/segment",
            async ([FromForm] string? query, [FromForm] string? name, KeepAsSegment feature, HttpContext http, CancellationToken ct) =>
                await feature.Keep(new Request(query, name), Actor.Of(http.User), ct) switch
            {
                Kept kept => Results.LocalRedirect(Back(query, "made", kept.Segment)),
                Refused => Results.LocalRedirect(Back(query, "refused", "1")),
                var other => throw new InvalidOperationException($"Unknown outcome {other}."),
            })
        .RequirePermission(JourneysPermissions.Keep).ExcludeFromDescription();

    // The order of a question's query matters, so that what is said is added to it as it stands.
    private static string Back(string? query, string name, string value) =>
        QueryHelpers.AddQueryString("/journeys/people" + (query?.StartsWith('?') == true ? query : ""), name, value);
}
