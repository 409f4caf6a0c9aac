using Throughline.Contracts;
using Throughline.JourneyEngine;
using Throughline.Statistics.Experiments;
using Throughline.Statistics.Scores;

namespace Throughline.Journeys.Map;

/// <summary>Lays what the index counted out as a map, and judges which changes are more than chance.</summary>
internal static class MapReader
{
    // With fewer on either side the test's normal approximation says nothing.
    private const int FewestToJudge = 20;
    private const double FalseDiscoveryRate = 0.05;

    private sealed record Pair(TouchpointView Touchpoint, TouchpointCount? Now, TouchpointCount? Then)
    {
        public int Judged => Now is null || Touchpoint.GoalEvent is null ? 0 : Now.Customers - Now.Open;
        public int JudgedBefore => Then is null || Touchpoint.GoalEvent is null ? 0 : Then.Customers - Then.Open;

        public double? PValue => Judged < FewestToJudge || JudgedBefore < FewestToJudge ? null
            : TwoProportionTest.Pooled(Then!.Reached, JudgedBefore, Now!.Reached, Judged).PValue;
    }

    public static IReadOnlyList<ShowMap.StageOfMap> Stages(TouchpointBook book, TouchpointsAnswer now, TouchpointsAnswer then, StageFlowAnswer flow)
    {
        var (counts, before) = (now.Touchpoints.ToDictionary(t => t.Touchpoint), then.Touchpoints.ToDictionary(t => t.Touchpoint));
        Pair[] pairs = [.. book.Touchpoints.Select(t => new Pair(t, counts.GetValueOrDefault(t.Key), before.GetValueOrDefault(t.Key)))];
        var supported = Supported(pairs);
        var customers = now.Stages.ToDictionary(s => s.Stage, s => s.Customers);
        var stands = flow.Stages.ToDictionary(s => s.Stage);
        return [.. book.Stages.Append(book.Defected).Select(stage => new ShowMap.StageOfMap(stage.Key, stage.Name,
            stage == book.Defected ? stands.GetValueOrDefault(stage.Key)?.Came ?? 0 : customers.GetValueOrDefault(stage.Key),
            stands.GetValueOrDefault(stage.Key)?.Last ?? 0,
            [.. pairs.Where(p => p.Touchpoint.Stage == stage.Key).Select(p => ToTouchpoint(p, supported.Contains(p)))]))];
    }

    private static HashSet<Pair> Supported(Pair[] pairs)
    {
        Pair[] tested = [.. pairs.Where(p => p.PValue is not null)];
        var adjusted = MultipleTesting.BenjaminiHochberg([.. tested.Select(p => p.PValue!.Value)]);
        return [.. tested.Where((_, i) => adjusted[i] < FalseDiscoveryRate)];
    }

    private static ShowMap.TouchpointOfMap ToTouchpoint(Pair pair, bool isSupported)
    {
        var (view, now) = (pair.Touchpoint, pair.Now);
        double? share = pair.Judged > 0 ? (double)now!.Reached / pair.Judged : null;
        double? shareBefore = pair.JudgedBefore > 0 ? (double)pair.Then!.Reached / pair.JudgedBefore : null;
        ShowMap.GoalFigures? figures = null;
        if (now is not null && pair.Judged > 0)
        {
            var interval = Proportion.Wilson(now.Reached, pair.Judged).Interval;
            figures = new ShowMap.GoalFigures(
                now.Reached, pair.Judged, now.Open, interval.Low, interval.High, pair.Then?.Reached ?? 0, pair.JudgedBefore, pair.PValue);
        }
        return new ShowMap.TouchpointOfMap(
            view.Key, view.Name, view.Channel, now?.Rows ?? 0, now?.Customers ?? 0, share, share - shareBefore,
            new ShowMap.Owner(view.Department, view.Person),
            view.Goal, figures, isSupported, pair.Then?.Rows ?? 0, Course(view, now));
    }

    // What the small line shows: the share who reached the goal, else how much happened.
    private static IReadOnlyList<double?> Course(TouchpointView view, TouchpointCount? now) => now is null ? []
        : view.GoalEvent is null ? [.. now.Parts.Select(p => (double?)p.Rows)]
        : [.. now.Parts.Select(p => p.Customers - p.Open > 0 ? (double)p.Reached / (p.Customers - p.Open) : (double?)null)];
}
