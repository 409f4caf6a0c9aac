using Microsoft.AspNetCore.Http.HttpResults;
using Throughline.Contracts;
using Throughline.JourneyEngine;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Time;
using Throughline.Platform.Ui;

namespace Throughline.Journeys.Changes;

/// <summary>The part of the map that says what changed, for a map that was drawn before it was known.</summary>
public sealed class ShowChangesPart : IFeature
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/journeys/changes",
            (string? period, string? from, string? to, string? segment, ChangesKept kept, Viewer viewer, TimeProvider clock, CancellationToken ct) =>
                Show(Period.Read(period, from, to, clock.GetUtcNow(), viewer.Calendar), segment.NullIfBlank(), kept, ct))
        .RequirePermission(JourneysPermissions.Read).ExcludeFromDescription();

    private static async Task<IResult> Show(Period period, string? segment, ChangesKept kept, CancellationToken ct)
    {
        try
        {
            var found = await kept.Find(new(period.From.ToString("O"), period.To.ToString("O"), segment), ct);
            return new RazorComponentResult<ChangesNotice>(new Dictionary<string, object?>
            { [nameof(ChangesNotice.Found)] = found, [nameof(ChangesNotice.Period)] = period, [nameof(ChangesNotice.Segment)] = segment
            });
        }
        catch (Exception e) when (e is QuestionException or JourneysCatchUpException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return Results.NoContent(); // The map itself says what is the matter.
        }
    }
}
