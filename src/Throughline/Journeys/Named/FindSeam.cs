using Throughline.Contracts;
using Throughline.JourneyEngine;
using Throughline.Journeys.Asking;
using Throughline.Journeys.Map;

namespace Throughline.Journeys.Named;

/// <summary>
/// Finds where a journey breaks although nobody's touchpoint does: it misses its target with support, while no touchpoint
/// on it has fallen with support.
/// </summary>
public sealed class FindSeam(IJourneyIndex index, ReadScope scopes) : IPart
{
    /// <param name="Step">The step before which most are lost, from 1.</param>
    public sealed record Seam(Measured Measured, int Step)
    {
        public string From => Measured.Steps[Step - 1].Event;
        public string To => Measured.Steps[Step].Event;
        public int Lost => Measured.Steps[Step].Lost;
    }

    public async Task<Seam?> Find(Measured measured, ShowMap.Answer map, ShowMap.Request request, CancellationToken ct)
    {
        if (measured.Verdict != Verdict.Missed || measured.GreatestLoss is not { } step) return null;
        var fallen = map.Stages.SelectMany(s => s.Touchpoints).Where(t => t is { ChangeIsSupported: true, Change: < 0 }).Select(t => t.Key).ToHashSet();
        if (fallen.Count > 0 && (await TouchpointsOn(measured.Journey, request, ct)).Any(fallen.Contains)) return null;
        return new Seam(measured, step);
    }

    private async Task<HashSet<string>> TouchpointsOn(NamedCard journey, ShowMap.Request request, CancellationToken ct)
    {
        var (scope, found) = (await scopes.Read(request, ct), new HashSet<string>());
        foreach (var (i, step) in journey.Steps.Index())
        {
            var question = new TrendQuestion
            { Scope = scope, Event = Conditions.Pattern(step.Event, step.Where, $"steps[{i}].event"), Interval = Interval.Whole,
                Breakdown = [Dimension.Touchpoint]
            };
            foreach (var series in (await index.Ask(question, ct)).Series) found.Add(series.Key[0]);
        }
        return found;
    }
}
