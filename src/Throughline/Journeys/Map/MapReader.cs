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

    // A change of volume is told from here on, up or down.
    private const double LeastVolumeChange = 1.25;
    private const int FewestForAMiddle = 8;

    private sealed record Pair(TouchpointView Touchpoint, TouchpointCount? Now, TouchpointCount? Then)
    {
        public int Judged => Now is null || Touchpoint.GoalEvent is null ? 0 : Now.Customers - Now.Open;
        public int JudgedBefore => Then is null || Touchpoint.GoalEvent is null ? 0 : Then.Customers - Then.Open;

        public double? PValue => Judged < FewestToJudge || JudgedBefore < FewestToJudge ? null
            : TwoProportionTest.Pooled(Then!.Reached, JudgedBefore, Now!.Reached, Judged).PValue;

        /// <summary>Of customers by tenths of the two periods, against what the whole map did; null with too few in both.</summary>
        public RateChange? Volume(double expected) => Math.Max(Now?.Customers ?? 0, Then?.Customers ?? 0) < FewestToJudge ? null
            : RateChange.Of(Tenths(Then, Now), Tenths(Now, Then), expected);

        private static double[] Tenths(TouchpointCount? of, TouchpointCount? other) =>
            of is null ? new double[other!.Parts.Count] : [.. of.Parts.Select(p => (double)p.Customers)];
    }

    public static IReadOnlyList<ShowMap.StageOfMap> Stages(
        TouchpointBook book, TouchpointsAnswer now, TouchpointsAnswer then, StageFlowAnswer flow, ShowMap.Earlier before,
        IReadOnlyDictionary<string, PromiseKept> promises)
    {
        var (counts, earlier) = (now.Touchpoints.ToDictionary(t => t.Touchpoint), then.Touchpoints.ToDictionary(t => t.Touchpoint));
        Pair[] pairs = [.. book.Touchpoints.Select(t => new Pair(t, counts.GetValueOrDefault(t.Key), earlier.GetValueOrDefault(t.Key)))];
        var goals = Supported(pairs, p => p.PValue);
        var expected = before == ShowMap.Earlier.Whole ? Expected(pairs) : 1;
        var changes = before == ShowMap.Earlier.Whole ? pairs.ToDictionary(p => p, p => p.Volume(expected)) : [];
        var volumes = Supported(pairs, p => changes.GetValueOrDefault(p)?.PValue);
        var customers = now.Stages.ToDictionary(s => s.Stage, s => s.Customers);
        var stands = flow.Stages.ToDictionary(s => s.Stage);
        return [.. book.Lanes.Select(stage => new ShowMap.StageOfMap(stage.Key, stage.Name,
            stage == book.Defected ? stands.GetValueOrDefault(stage.Key)?.Came ?? 0 : customers.GetValueOrDefault(stage.Key),
            stands.GetValueOrDefault(stage.Key)?.Last ?? 0,
            [.. pairs.Where(p => p.Touchpoint.Stage == stage.Key).Select(p => ToTouchpoint(p, goals.Contains(p)) with
            {
                Volume = changes.GetValueOrDefault(p) is { } v
                    ? new(v.Ratio, v.Interval.Low, v.Interval.High, expected, v.Dispersion, v.PValue)
                    : null,
                Promise = promises.GetValueOrDefault(p.Touchpoint.Key),
                VolumeIsSupported = volumes.Contains(p) && IsLarge(changes[p]!.Ratio / expected),
            })]))];
    }

    // What the touchpoints of the map did in the middle: a busy season is no news of each of them. Of a few there is no middle.
    private static double Expected(Pair[] pairs)
    {
        double[] ratios = [.. pairs.Select(p => p.Volume(1)?.Ratio).OfType<double>().Order()];
        return ratios.Length < FewestForAMiddle ? 1 : ratios[ratios.Length / 2];
    }

    private static bool IsLarge(double ratio) => ratio is >= LeastVolumeChange or <= (1 / LeastVolumeChange);

    private static HashSet<Pair> Supported(Pair[] pairs, Func<Pair, double?> pValue)
    {
        Pair[] tested = [.. pairs.Where(p => pValue(p) is not null)];
        var adjusted = MultipleTesting.BenjaminiHochberg([.. tested.Select(p => pValue(p)!.Value)]);
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
            view.Goal, figures, isSupported, pair.Then?.Rows ?? 0, Course(view, now))
        {
            HasGoal = view.GoalEvent is not null,
            OnTheWay = view.GoalEvent is null ? 0 : now?.Open ?? 0,
            CustomersBefore = pair.Then?.Customers ?? 0,
            VolumeCourse = now is null ? [] : [.. now.Parts.Select(p => (double?)p.Customers)],
        };
    }

    // The share who reached the goal, in each tenth of the period.
    private static IReadOnlyList<double?> Course(TouchpointView view, TouchpointCount? now) => now is null ? []
        : view.GoalEvent is null ? []
        : [.. now.Parts.Select(p => p.Customers - p.Open > 0 ? (double)p.Reached / (p.Customers - p.Open) : (double?)null)];
}
