using Throughline.Contracts;
using Throughline.JourneyEngine;
using Throughline.Journeys.Asking;
using Throughline.Journeys.Map;
using Throughline.Statistics.Scores;

namespace Throughline.Journeys.Changes;

/// <summary>The one value of a property that carries most of a change.</summary>
/// <param name="Explained">Its customers' own change, at their number of this period, as a share of the whole change; above 1 when the
/// others went the other way.</param>
/// <param name="N">Its customers in this period.</param>
/// <param name="PValue">That it changed otherwise than the others did; adjusted for everything that was tried.</param>
public sealed record Cause(string Property, string Value, double Explained, double Share, double ShareBefore, int N, int NBefore, double PValue);

/// <summary>Looks for the property whose one value carries most of a change in the share who reach a touchpoint's goal.</summary>
public sealed class ExplainChange(IJourneyIndex index, TimeProvider clock) : IPart
{
    public const int MostValues = 50;
    private const double Level = 0.05, LeastExplained = 0.3, LeastExcess = 0.15;

    public async Task<Cause?> Find(TouchpointView touchpoint, Scope scope, double change, CancellationToken ct)
    {
        if (ShowMap.Before(scope, clock.GetUtcNow()) is not { } before || touchpoint.GoalWithinSeconds < 1) return null;
        var tried = new List<(Cause Cause, double Excess)>();
        foreach (var dimension in Candidates())
        {
            var now = await index.Ask(Question(touchpoint, scope, dimension), ct);
            if (!CanSplit(now)) continue;
            tried.AddRange(ValueChange.All(dimension.Property ?? "channel", now, await index.Ask(Question(touchpoint, before, dimension), ct)));
        }
        var adjusted = MultipleTesting.BenjaminiHochberg([.. tried.Select(t => t.Cause.PValue)]);
        return tried.Zip(adjusted, (t, p) => (Cause: t.Cause with { PValue = p }, t.Excess))
            .Where(t => t.Cause.PValue < Level
                && t.Cause.Explained >= LeastExplained
                && t.Excess >= LeastExcess
                && Math.Sign(t.Cause.Share - t.Cause.ShareBefore) == Math.Sign(change))
            .OrderByDescending(t => t.Excess).ThenBy(t => t.Cause.Property, StringComparer.Ordinal).Select(t => t.Cause).FirstOrDefault();
    }

    private IEnumerable<Dimension> Candidates() =>
        index.Names.PropertyCounts.Where(p => p.Values is >= 2 and <= MostValues).Select(p => Dimension.Of(p.Property)).Prepend(Dimension.Channel);

    // A value that everybody has, or that hardly anybody has, tells nothing.
    private static bool CanSplit(FunnelAnswer answer) =>
        answer.Breakdown.All(p => !p.IsOther)
            && answer.Breakdown.Any(p => p.Key.Length > 0 && p.Funnel.Steps[0].Customers >= ValueChange.Fewest)
            && answer.Breakdown.Count > 1;

    /// <summary>As the map judges: only those whose time to reach the goal is over, and the goal may come after the period.</summary>
    private FunnelQuestion Question(TouchpointView touchpoint, Scope scope, Dimension by)
    {
        var question = new FunnelQuestion
        {
            Scope = scope,
            Steps =
            [
                new FunnelStep(new EventPattern(EventPattern.AnyEvent, new RowFilter { Touchpoints = [touchpoint.Key] })),
                new FunnelStep(new EventPattern(touchpoint.GoalEvent!))
            ],
            WindowSeconds = touchpoint.GoalWithinSeconds,
            SharesRow = true,
            StepTimes = false,
            Breakdown = new FunnelBreakdown { By = by, Top = MostValues },
        };
        return StillRunning.Apart(question, clock.GetUtcNow().ToUnixTimeMilliseconds());
    }
}
