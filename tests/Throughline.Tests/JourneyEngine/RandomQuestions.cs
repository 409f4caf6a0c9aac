using Throughline.JourneyEngine;

namespace Throughline.Tests.JourneyEngine;

/// <summary>Random questions over the names of <see cref="StreamUnderTest"/>.</summary>
public sealed class RandomQuestions(Random random)
{
    public bool Chance(int oneIn) => random.Next(oneIn) == 0;
    public int Next(int below) => random.Next(below);
    public T One<T>(params T[] of) => of[random.Next(of.Length)];

    public Scope Scope(int days = 60)
    {
        long from = StreamUnderTest.Origin + One(0, 0, 1500, 3_600_000, 86_400_000 * 2L),
            to = StreamUnderTest.Origin + (One(1, 7, days) * 86_400_000L) + One(0, 1, 500);
        return new Scope
        {
            FromMs = from, ToMs = Math.Max(to, from + 1), Rows = Chance(3) ? Filter() : null,
            Customers = Chance(5) ? new CustomerSet(Enumerable.Range(0, StreamUnderTest.Identities).Where(_ => Chance(2))) : null,
            Except = Chance(7) ? new CustomerSet([random.Next(StreamUnderTest.Identities)]) : null,
        };
    }

    public RowFilter Filter() => new()
    {
        EventTypes = Chance(5) ? [One(StreamUnderTest.Types), One(StreamUnderTest.Types), "never"] : null,
        Channels = Chance(4) ? [One("web", "app", "shop"), "web"] : null,
        Touchpoints = Chance(6) ? [One("page", "till")] : null,
        Stages = Chance(6) ? [One("awareness", "purchase")] : null,
        ValueAtLeast = Chance(5) ? random.Next(-50, 200) : null,
        ValueAtMost = Chance(5) ? random.Next(100, 500) : null,
        Where = Chance(2) ? [Condition()] : [],
    };

    private PropertyCondition Condition() => random.Next(9) switch
    {
        0 => new("browser", Comparison.Eq, One(StreamUnderTest.Browsers[1..])),
        1 => new("browser", Comparison.Ne, "Chrome"),
        2 => new("browser", Comparison.In, "Safari", "7"),
        3 => new("browser", Comparison.Exists),
        4 => new("browser", Comparison.Contains, "a"),
        5 => new("browser", Comparison.Gt, "7"),
        6 => new("browser", Comparison.Ge, "7.25"),
        7 => new("browser", Comparison.Lt, "12.5"),
        _ => new("browser", Comparison.Le, "7"),
    };

    public EventPattern Pattern(int anyOneIn = 8) =>
        new(Chance(anyOneIn) ? "*" : Chance(30) ? "never" : One(StreamUnderTest.Types), Chance(6) ? Filter() : null);

    public Dimension Dimension() =>
        One(Throughline.JourneyEngine.Dimension.EventType, Throughline.JourneyEngine.Dimension.Channel, Throughline.JourneyEngine.Dimension.Touchpoint,
            Throughline.JourneyEngine.Dimension.Stage, Throughline.JourneyEngine.Dimension.Of("browser"));

    public FunnelQuestion Funnel()
    {
        var mode = One(FunnelMode.Ordered, FunnelMode.Ordered, FunnelMode.Strict, FunnelMode.Unordered);
        var count = random.Next(1, mode == FunnelMode.Unordered ? 4 : 5);
        FunnelStep[] steps = [.. Enumerable.Range(0, count).Select(k => new FunnelStep(
            Pattern(12),
            One(Occurrence.Any, Occurrence.Any, Occurrence.Any, Occurrence.Any, Occurrence.FirstEver, Occurrence.FirstMatching),
            mode == FunnelMode.Ordered && k > 0 && Chance(6)))];
        FunnelExclusion[] exclusions = count > 1 && Chance(3)
            ? [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => Exclusion(mode, count))] : [];
        return new FunnelQuestion
        {
            Scope = Scope(), Steps = steps, WindowSeconds = One(1L, 5, 3600, 86_400, 864_000), Mode = mode, Exclusions = exclusions, StepTimes = !Chance(5),
            SharesRow = mode == FunnelMode.Ordered && count == 2 && Chance(3),
            StartsBeforeMs = Chance(4) ? StreamUnderTest.Origin + One(2L, 40_000, 3 * 86_400_000L, 20 * 86_400_000L) : JourneyRow.TimeLimitMs,
            Breakdown = !Chance(3) ? null
                : Chance(4) ? new FunnelBreakdown { Segments = [new("low", new CustomerSet([0, 1, 2, 3])), new("even", new CustomerSet([0, 2, 4, 6, 8]))] }
                    : new FunnelBreakdown
                    { By = Dimension(), Attribution = One(Attribution.FirstTouch, Attribution.LastTouch, Attribution.AllEvents),
                        Top = One(2, 100)
                    },
        };
    }

    private FunnelExclusion Exclusion(FunnelMode mode, int count)
    {
        if (mode == FunnelMode.Unordered) return new(Pattern(99), 0, count - 1);
        var from = mode == FunnelMode.Strict ? 0 : random.Next(count - 1);
        return new(Pattern(99), from, random.Next(from + 1, count));
    }

    public RetentionQuestion Retention()
    {
        var start = Chance(2) ? EventPattern.Any : Pattern();
        return new()
        {
            Scope = Scope(), Start = start, Return = Chance(2) ? start : Pattern(),
            Interval = One(Interval.Day, Interval.Week, Interval.Month, Interval.Hour), Periods = One(1, 3, 12, 70),
            Cohorts = One(CohortMode.Recurring, CohortMode.FirstTime), Returns = One(ReturnMode.On, ReturnMode.OnOrAfter),
        };
    }

    public PathsQuestion Paths() => new()
    {
        Scope = Scope(), GapSeconds = One<long?>(null, 0, 2, 1800, 86_400), StartAt = Chance(4) ? Pattern() : null, EndAt = Chance(4) ? Pattern() : null,
        ByStep = Chance(2), CollapseRepeats = Chance(3), LongestPath = One<int?>(null, 2, 5), Top = One(3, 50, 1000),
            Customers = Chance(2), OverTouchpoints = Chance(3),
    };

    public SwitchesQuestion Switches() => new()
    {
        Scope = Scope(), WithinSeconds = One<long?>(null, 1, 3600, 604_800), IncludeStays = Chance(2), Medians = !Chance(3),
        EpisodeProperty = Chance(4) ? "browser" : null, Customers = Chance(2),
    };

    public TrendQuestion Trend() => new()
    {
        Scope = Scope(), Event = Chance(2) ? EventPattern.Any : Pattern(), Interval = One(Interval.Hour, Interval.Day, Interval.Week, Interval.Month),
        Measure = One(Measure.Count, Measure.Customers, Measure.Sum, Measure.Average, Measure.Median), ValueProperty = Chance(3) ? "browser" : null,
        Breakdown = random.Next(4) switch
        {
            0 => [],
            1 => [Dimension()],
            2 => [Throughline.JourneyEngine.Dimension.EventType, Throughline.JourneyEngine.Dimension.Channel],
            _ => [Dimension(), Dimension()]
        },
    };

    public NextStepsQuestion NextSteps() => new()
    { Scope = Scope(), After = Pattern(), By = Dimension(), Backwards = Chance(2), WithinSeconds = One<long?>(null, 1, 86_400),
        Top = One(2, 100)
    };

    public StageFlowQuestion StageFlow() => new()
    {
        Scope = Scope(), AtMs = StreamUnderTest.Origin + One(2L, 40_000, 7 * 86_400_000L, 51 * 86_400_000L, 400 * 86_400_000L),
        Rules = new StageRules
        {
            Order = One<string[]>(["awareness", "interest", "purchase", "loyalty"], ["awareness", "purchase"], ["interest", "loyalty", "awareness"]),
            BoughtFrom = One(1, 2, 3),
            Settle = One(TimeSpan.Zero, TimeSpan.FromSeconds(10), TimeSpan.FromHours(2), TimeSpan.FromDays(5)),
            Silence = One<TimeSpan?>(null, TimeSpan.Zero, TimeSpan.FromSeconds(5), TimeSpan.FromHours(1), TimeSpan.FromDays(7)),
        },
    };

    public TouchpointsQuestion Touchpoints() => new()
    {
        Scope = Scope(), Parts = One(1, 1, 3, 40), NowMs = StreamUnderTest.Origin + One(20_000L, 86_400_000, 30 * 86_400_000L, 400 * 86_400_000L),
        Goals = [.. StreamUnderTest.Touchpoints[1..]
            .Append("nowhere")
            .Where(_ => !Chance(4))
            .Select(t => new TouchpointGoal(t, Pattern(), One(0L, 2, 3600, 864_000)))],
    };

    public PromisesQuestion Promises() => new()
    {
        Scope = Scope(), Parts = One(1, 1, 3, 40), NowMs = StreamUnderTest.Origin + One(20_000L, 86_400_000, 30 * 86_400_000L, 400 * 86_400_000L),
        Promises = [.. Enumerable.Range(0, random.Next(1, 4)).Select(Terms)],
        By = [Throughline.JourneyEngine.Dimension.Of("browser")], Medians = true,
    };

    private PromiseTerms Terms(int number)
    {
        var within = One(0L, 2_000, 3_600_000, 864_000_000);
        return new PromiseTerms(FormattableString.Invariant($"promise-{number}"), Pattern(), Pattern())
        {
            DueMs = at => at % 7 == 6 ? null : at + within,
            DueProperty = Chance(4) ? "browser" : null,
            DueOfText = text => text == "Safari" ? null : StreamUnderTest.Origin + ((text.StartsWith('7') ? 1 : 40) * 86_400_000L),
            CaseProperty = Chance(3) ? "browser" : null,
            CallsOff = Chance(3) ? Pattern() : null,
        };
    }
}
