using Microsoft.AspNetCore.Http.HttpResults;
using Throughline.Contracts;
using Throughline.JourneyEngine;
using Throughline.Journeys.Map;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;

namespace Throughline.Journeys.Silent;

/// <summary>The part of the map that tells of the regulars whom nobody hears; nothing while they are few.</summary>
public sealed class ShowSilent(FindSilent silent, ISegments segments) : IFeature
{
    private const int FewestRegulars = 20;

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/journeys/silent", (ShowSilent feature, string? segment, CancellationToken ct) => feature.Show(segment, ct))
        .RequirePermission(JourneysPermissions.Read).ExcludeFromDescription();

    private async Task<IResult> Show(string? segment, CancellationToken ct)
    {
        try
        {
            var among = string.IsNullOrEmpty(segment) ? null : await segments.Customers(segment, ct);
            var found = await silent.Find(among, ct);
            if (found.Regulars.Count < FewestRegulars || found.Silent.Count == 0) return Results.Content("", "text/html");
            return new RazorComponentResult<SilentNotice>(new Dictionary<string, object?>
            {
                [nameof(SilentNotice.Silent)] = found.Silent.Count, [nameof(SilentNotice.Regulars)] = found.Regulars.Count,
                [nameof(SilentNotice.People)] = MapLinks.Address("/journeys/people", [("of", "silent"), ("segment", segment)]),
            });
        }
        catch (Exception e) when (e is QuestionException or JourneysCatchUpException)
        {
            return Results.Content("", "text/html"); // The map itself says what is the matter.
        }
    }
}
