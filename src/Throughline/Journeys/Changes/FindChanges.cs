using Throughline.Contracts;
using Throughline.JourneyEngine;
using Throughline.Journeys.Asking;
using Throughline.Journeys.Map;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;

namespace Throughline.Journeys.Changes;

/// <summary>
/// The few changes of a period that a test supports: of the goals, those first of which most is explained and that lose or win most
/// customers, each with what explains it; and of how many customers come at all.
/// </summary>
public sealed class FindChanges(ShowMap map, ITouchpoints touchpoints, ReadScope scopes, ExplainChange explain) : IFeature
{
    public const int Most = 5;

    // So many are explained before they are ranked by it.
    private const int MostExplained = 8;

    // What a change weighs of which nothing explains enough.
    private const double Unexplained = 0.3;

    /// <param name="Changes">Of goals: what got worse first, then what got better.</param>
    /// <param name="More">How many more of them a test supports.</param>
    public sealed record Found(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<Change> Changes, int More)
    {
        /// <summary>Of how many customers come.</summary>
        public IReadOnlyList<VolumeChange> Volumes { get; init; } = [];

        public ShowMap.Earlier Before { get; init; } = ShowMap.Earlier.Whole;
    }

    /// <param name="Share">Of the customers there, who reached their goal in time.</param>
    /// <param name="By">That share less the share of the period before.</param>
    /// <param name="Affected">How many customers more or fewer reach it than at the share before.</param>
    /// <param name="Cause">Null when no single property stands out.</param>
    public sealed record Change(
        string Touchpoint, string Name, string Goal, string GoalEvent, long GoalWithinSeconds, ShowMap.Owner Owner, double Share, double By,
        int Affected, ShowMap.GoalFigures Figures, Cause? Cause)
    {
        internal double Weight => Affected * (Cause is null ? Unexplained : Math.Clamp(Cause.Explained, Unexplained, 1));
    }

    /// <summary>How many customers came to a touchpoint, and how many in the previous period.</summary>
    public sealed record VolumeChange(string Touchpoint, string Name, ShowMap.Owner Owner, int Customers, int CustomersBefore, ShowMap.VolumeFigures Figures);

    public async Task<Found> Find(ShowMap.Request request, CancellationToken ct)
    {
        var answer = await map.Show(request, ct);
        ShowMap.TouchpointOfMap[] all = [.. answer.Stages.SelectMany(s => s.Touchpoints)];
        var supported = all.Where(t => t is { ChangeIsSupported: true, Change: not null, GoalFigures: not null })
            .OrderByDescending(t => Math.Abs(t.Change!.Value) * t.GoalFigures!.Judged).ThenBy(t => t.Key, StringComparer.Ordinal).ToList();
        var explained = await Explained(supported.Take(MostExplained), await scopes.Read(request, ct), ct);
        Change[] told = [.. Ranked(explained, worse: true), .. Ranked(explained, worse: false)];
        return new Found(answer.From, answer.To, told, Math.Max(0, supported.Count - told.Length))
        {
            Before = answer.Before,
            Volumes = [.. all.Where(t => t.VolumeIsSupported).OrderByDescending(t => Math.Abs(t.Customers - t.CustomersBefore)).Take(Most)
                .Select(t => new VolumeChange(t.Key, t.Name, t.Owner, t.Customers, t.CustomersBefore, t.Volume!))],
        };
    }

    private async Task<List<Change>> Explained(IEnumerable<ShowMap.TouchpointOfMap> supported, Scope scope, CancellationToken ct)
    {
        var views = touchpoints.Now.Touchpoints.ToDictionary(t => t.Key);
        var changes = new List<Change>();
        foreach (var touchpoint in supported)
        {
            if (!views.TryGetValue(touchpoint.Key, out var view) || view.GoalEvent is null) continue; // It was removed meanwhile.
            changes.Add(Of(touchpoint, view.GoalEvent, view.GoalWithinSeconds, await explain.Find(view, scope, touchpoint.Change!.Value, ct)));
        }
        return changes;
    }

    private static IEnumerable<Change> Ranked(List<Change> changes, bool worse) =>
        changes.Where(c => c.By < 0 == worse).OrderByDescending(c => c.Weight).ThenBy(c => c.Touchpoint, StringComparer.Ordinal).Take(Most);

    private static Change Of(ShowMap.TouchpointOfMap touchpoint, string goalEvent, long withinSeconds, Cause? cause) => new(
        touchpoint.Key, touchpoint.Name, touchpoint.Goal, goalEvent, withinSeconds, touchpoint.Owner, touchpoint.GoalReached!.Value, touchpoint.Change!.Value,
        (int)Math.Round(Math.Abs(touchpoint.Change.Value) * touchpoint.GoalFigures!.Judged), touchpoint.GoalFigures, cause);

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/api/journeys/changes", (string? from, string? to, string? segment, ChangesKept kept, HttpContext http) =>
            Answered.By(ct => kept.Find(new ChangesKept.Stretch(from, to, segment), ct), http))
        .RequirePermission(JourneysPermissions.Read).WithTags("Journeys")
        .WithSummary("The significant changes of a period, with the property that explains most of each").Produces<Found>();
}
