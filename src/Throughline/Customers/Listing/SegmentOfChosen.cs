using Throughline.Contracts;
using Throughline.Customers.Segments;
using Throughline.JourneyEngine;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Storage;

namespace Throughline.Customers.Listing;

/// <summary>Makes a segment of the customers who are ticked in a list.</summary>
public sealed class SegmentOfChosen(ISegments segments, ThroughlineDb db) : IFeature
{
    public abstract record Outcome;
    public sealed record Made(string Segment) : Outcome;
    public sealed record Refused(string Why) : Outcome;

    public async Task<Outcome> Make(IEnumerable<string> selected, string? name, Actor by, CancellationToken ct)
    {
        if (name?.Trim() is not { Length: > 0 and <= Segment.LongestName } called)
            return new Refused(Words.Say($"Enter a segment name of at most {Segment.LongestName} characters."));
        var chosen = ExportListed.Chosen(selected);
        if (chosen.Count == 0) return new Refused(Words.Say("Select at least one customer."));
        try
        {
            // The segment is saved through the same database as the entry: both, or neither.
            await using var both = await db.Database.BeginTransactionAsync(ct);
            var key = await segments.CreateFromCustomers(called, chosen, ct);
            db.Audit(by, "segment.made", $"segment:{key}", new { customers = chosen.Count });
            await db.SaveChangesAsync(ct);
            await both.CommitAsync(ct);
            return new Made(key);
        }
        catch (QuestionException e)
        {
            return new Refused(e.Sentence);
        }
    }

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/customers/chosen/segment",
            async (IFormCollection form, SegmentOfChosen feature, HttpContext http, CancellationToken ct) =>
                await feature.Make(form["selected"].OfType<string>(), form["name"], Actor.Of(http.User), ct) switch
                {
                    Made made => Results.LocalRedirect($"/customers/segments/{made.Segment}?said=saved"),
                    Refused => Results.LocalRedirect("/customers?refused=segment"),
                    var other => throw new InvalidOperationException($"Unknown outcome {other}."),
                })
        .RequirePermission(SegmentPermissions.Write).ExcludeFromDescription();
}
