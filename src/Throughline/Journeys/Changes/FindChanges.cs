using Throughline.Contracts;
using Throughline.Journeys.Asking;
using Throughline.Journeys.Map;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;

namespace Throughline.Journeys.Changes;

/// <summary>The few changes of a period that a test supports, those first that touch most customers, each with what explains it.</summary>
public sealed class FindChanges(ShowMap map, ITouchpoints touchpoints, ReadScope scopes, ExplainChange explain) : IFeature
{
    public const int Most = 5;

    /// <param name="More">How many more changes a test supports.</param>
    public sealed record Found(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<Change> Changes, int More);

    /// <param name="Share">Of the customers there, who reached their goal in time.</param>
    /// <param name="By">That share less the share of the period before.</param>
    /// <param name="Affected">How many customers more or fewer reach it than at the share before.</param>
    /// <param name="Cause">Null when no single property stands out.</param>
    public sealed record Change(
        string Touchpoint, string Name, string Goal, string GoalEvent, long GoalWithinSeconds, ShowMap.Owner Owner, double Share, double By,
        int Affected, ShowMap.GoalFigures Figures, Cause? Cause);

    public async Task<Found> Find(ShowMap.Request request, CancellationToken ct)
    {
        var answer = await map.Show(request, ct);
        var supported = answer.Stages.SelectMany(s => s.Touchpoints).Where(t => t is { ChangeIsSupported: true, Change: not null, GoalFigures: not null })
            .OrderByDescending(t => Math.Abs(t.Change!.Value) * t.GoalFigures!.Judged).ThenBy(t => t.Key, StringComparer.Ordinal).ToList();
        var views = touchpoints.Now.Touchpoints.ToDictionary(t => t.Key);
        var scope = await scopes.Read(request, ct);
        var changes = new List<Change>();
        foreach (var touchpoint in supported.Take(Most))
        {
            if (!views.TryGetValue(touchpoint.Key, out var view) || view.GoalEvent is null) continue; // It was removed meanwhile.
            changes.Add(Of(touchpoint, view.GoalEvent, view.GoalWithinSeconds, await explain.Find(view, scope, touchpoint.Change!.Value, ct)));
        }
        return new Found(answer.From, answer.To, changes, Math.Max(0, supported.Count - Most));
    }

    private static Change Of(ShowMap.TouchpointOfMap touchpoint, string goalEvent, long withinSeconds, Cause? cause) => new(
        touchpoint.Key, touchpoint.Name, touchpoint.Goal, goalEvent, withinSeconds, touchpoint.Owner, touchpoint.GoalReached!.Value, touchpoint.Change!.Value,
        (int)Math.Round(Math.Abs(touchpoint.Change.Value) * touchpoint.GoalFigures!.Judged), touchpoint.GoalFigures, cause);

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/api/journeys/changes", (string? from, string? to, string? segment, ChangesKept kept, HttpContext http) =>
            Answered.By(ct => kept.Find(new ChangesKept.Stretch(from, to, segment), ct), http))
        .RequirePermission(JourneysPermissions.Read).WithTags("Journeys")
        .WithSummary("The changes of a period that a test supports, with the property that explains most of each").Produces<Found>();
}
