using System.Globalization;
using System.Text;
using Throughline.JourneyEngine;

namespace Throughline.Benchmarks.JourneyEngine;

/// <summary>The questions of the side-by-side run, each with its answer and, outside of the time measured, the text that all engines must give alike.</summary>
internal static class JourneyQueries
{
    private static readonly Scope Whole = new() { FromMs = SyntheticJourneys.Origin * 1000L, ToMs = (SyntheticJourneys.Origin + (26 * 604_800L)) * 1000 };
    private static readonly Scope OneBrowser = Whole with { Rows = new RowFilter { Where = [new PropertyCondition("browser", Comparison.Eq, "b1")] } };

    private static readonly TouchpointGoal[] Goals = [.. Enumerable.Range(1, SyntheticJourneys.Types).Select(k => new TouchpointGoal(
        $"at{k:00}", new EventPattern($"t{(k * 7 % SyntheticJourneys.Types) + 1:00}"), 86_400 * k))];
    private static readonly StageRules Stages = new() { Order = ["s1", "s2", "s3", "s4", "s5"], Silence = TimeSpan.FromDays(60) };

    /// <summary>Names and questions: q1 to q5 plain, f1 to f5 with a property filter, f1 and f5 with a breakdown as well.</summary>
    public static IReadOnlyList<(string Name, Func<JourneyStore, Func<string>> Ask)> All { get; } =
    [
        ("q1", s => Funnel(s, new Scope(), null)), ("q2", s => Retention(s, Whole)), ("q3", s => Paths(s, new Scope())),
        ("q4", s => Switches(s, new Scope())), ("q5", s => Trend(s, Whole, [Dimension.EventType, Dimension.Channel])),
        ("f1", s => Funnel(s, OneBrowser, new FunnelBreakdown { By = Dimension.Of("plan") })), ("f2", s => Retention(s, OneBrowser)),
        ("f3", s => Paths(s, OneBrowser)), ("f4", s => Switches(s, OneBrowser)),
        ("f5", s => Trend(s, OneBrowser, [Dimension.Of("plan"), Dimension.Channel])),
    ];

    /// <summary>Questions that the other engines are not asked, timed alone.</summary>
    public static IReadOnlyList<(string Name, Func<JourneyStore, object> Ask)> Own { get; } =
    [
        ("map", s => s.Ask(new TouchpointsQuestion { Scope = Whole, Goals = Goals, NowMs = Whole.ToMs })),
        ("map by week", s => s.Ask(new TouchpointsQuestion { Scope = Whole, Goals = Goals, NowMs = Whole.ToMs, Parts = 26 })),
        ("standing", s => s.Ask(new StageStandingQuestion(Stages, "s3", Whole.ToMs))),
        ("stage flow", s => s.Ask(new StageFlowQuestion { Scope = Whole, Rules = Stages, AtMs = Whole.ToMs })),
        ("who did", s => s.Ask(new WhoDidQuestion { Scope = Whole, Event = new EventPattern("t06"), AtLeast = 2 })),
        ("everyone", s => s.Everyone()), ("counts", s => s.Counts),
    ];

    private static Func<string> Funnel(JourneyStore store, Scope scope, FunnelBreakdown? breakdown)
    {
        var answer = store.Ask(new FunnelQuestion
        { Scope = scope, Steps = ["t02", "t06", "t11"], WindowSeconds = 1_209_600, StepTimes = false, Breakdown = breakdown
        });
        if (breakdown is null) return () => Line(Counts(answer.All), answer.All.Total.DecilesSeconds[5].ToString(CultureInfo.InvariantCulture));
        return () => string.Concat(answer.Breakdown.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => Line(Code(p.Key), Counts(p.Funnel))));
    }

    private static string Counts(FunnelSteps funnel) => string.Join(',', funnel.Steps.Select(s => s.Customers));

    private static Func<string> Retention(JourneyStore store, Scope scope)
    {
        var answer = store.Ask(new RetentionQuestion { Scope = scope, Interval = Interval.Week, Periods = 12, Cohorts = CohortMode.FirstTime });
        return () => Text(answer);
    }

    private static string Text(RetentionAnswer answer)
    {
        var text = new StringBuilder();
        for (var w = 0; w < answer.Cohorts.Count; w++)
            for (var k = 0; k < answer.Cohorts[w].Returned.Count; k++)
                if (answer.Cohorts[w].Returned[k] > 0) text.Append(Line(w, k, answer.Cohorts[w].Returned[k]));
        return text.ToString();
    }

    private static Func<string> Paths(JourneyStore store, Scope scope)
    {
        var answer = store.Ask(new PathsQuestion { Scope = scope, GapSeconds = null, Top = 50 });
        return () => string.Concat(answer.Edges.Select(e => Line(Code(e.Source), Code(e.Target), e.Count)));
    }

    private static Func<string> Switches(JourneyStore store, Scope scope)
    {
        var answer = store.Ask(new SwitchesQuestion { Scope = scope, WithinSeconds = 604_800, IncludeStays = true, Medians = false });
        return () => string.Concat(answer.Matrix.Select(m => Line(Code(m.From), Code(m.To), m.Count, (long)m.TotalGapSeconds)));
    }

    private static Func<string> Trend(JourneyStore store, Scope scope, IReadOnlyList<Dimension> by)
    {
        var answer = store.Ask(new TrendQuestion { Scope = scope, Interval = Interval.Day, Measure = Measure.Customers, Breakdown = by });
        return () => Text(answer);
    }

    private static string Text(TrendAnswer answer)
    {
        var text = new StringBuilder();
        for (var day = 0; day < 26 * 7; day++)
            foreach (var series in answer.Series)
                if (series.Points[day].N > 0) text.Append(Line(day, Code(series.Key[0]), Code(series.Key[1]), series.Points[day].N));
        return text.ToString();
    }

    private static int Code(string name) => int.Parse(name.AsSpan(1), CultureInfo.InvariantCulture);

    private static string Line(params object[] values) => string.Join(',', values.Select(v => Convert.ToString(v, CultureInfo.InvariantCulture))) + "\n";
}
