using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Throughline.Platform.Journal;
using Throughline.Platform.Projections;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;

namespace Throughline.Customers.Timeline;

/// <summary>The parts of a customer's page that come after it: older stretches, and the newest again when there is news.</summary>
public sealed class TimelineRoutes : IFeature
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/customers/{id}/timeline", Part).RequirePermission(CustomersPermissions.Read).ExcludeFromDescription();

    private static async Task<IResult> Part(
        string id, string? before, string? downTo, string? day, string? channel, [FromQuery(Name = "event")] string? name,
        TimelineView view, ProjectionRunner projections, IJournal journal, CancellationToken ct)
    {
        if (before is null) await projections.WaitFor(journal.Head, Patience, ct);
        if (await view.Read(id, new TimelineFilter(channel, name), before, downTo, ct) is not { } stretch) return Results.NotFound();
        return new RazorComponentResult<TimelinePart>(new Dictionary<string, object?>
        {
            [nameof(TimelinePart.Stretch)] = stretch,
            [nameof(TimelinePart.Continues)] =
                DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null,
            [nameof(TimelinePart.Older)] = before is not null,
        });
    }
}
