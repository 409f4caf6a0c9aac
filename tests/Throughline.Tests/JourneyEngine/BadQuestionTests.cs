using Throughline.JourneyEngine;

namespace Throughline.Tests.JourneyEngine;

public sealed class BadQuestionTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly JourneyStore _store;

    public BadQuestionTests()
    {
        _store = JourneyStore.Open(_folder.Path, new JourneyStoreOptions { PromotedProperties = ["browser"] });
        var view = _store.Names.EventTypes.Code("view");
        for (var i = 0; i < 40; i++) _store.Append([new JourneyRow(i % 4, StreamUnderTest.Origin + (i * 1000), i + 1, view, Value: i)]);
    }

    private static FunnelQuestion Steps(
        int count) => new() { Steps = [.. Enumerable.Repeat(new FunnelStep(new EventPattern("view")), count)], WindowSeconds = 60 };

    [Fact]
    public void Thirty_two_steps_are_answered_and_thirty_three_refused()
    {
        Assert.Equal(32, _store.Ask(Steps(32)).All.Steps.Count);
        Refused("too_many_steps", () => _store.Ask(Steps(33)));
        Refused("no_steps", () => _store.Ask(Steps(0)));
    }

    [Theory, InlineData(0), InlineData(-1), InlineData(long.MaxValue)]
    public void A_window_that_is_no_window_is_refused(long seconds)
        => Refused("window_out_of_range", () => _store.Ask(Steps(2) with { WindowSeconds = seconds }));

    [Theory, InlineData(-1, 1), InlineData(0, 2), InlineData(1, 1), InlineData(1, 0)]
    public void An_exclusion_outside_of_the_steps_is_refused(int from, int to)
        => Refused("exclusion_out_of_range", () => _store.Ask(Steps(2) with { Exclusions = [new FunnelExclusion(new EventPattern("x"), from, to)] }));

    [Fact]
    public void An_inverted_or_empty_period_is_refused()
    {
        Refused("inverted_period", () => _store.Ask(new TrendQuestion { Scope = new Scope { FromMs = 5, ToMs = 5 } }));
        Refused("inverted_period", () => _store.Ask(new PathsQuestion { Scope = new Scope { FromMs = 6, ToMs = 5 } }));
        Refused("period_out_of_range", () => _store.Ask(new SwitchesQuestion { Scope = new Scope { FromMs = -1 } }));
    }

    [Fact]
    public void An_unknown_event_counts_nobody_and_an_unknown_property_is_refused()
    {
        Assert.All(_store.Ask(Steps(1) with { Steps = ["never seen"] }).All.Steps, s => Assert.Equal(0, s.Customers));
        Refused("unknown_property", () => _store.Ask(new TrendQuestion
        { Scope = new Scope { ToMs = StreamUnderTest.Origin }, Interval = Interval.Month, Breakdown = [Dimension.Of("colour")]
        }));
        Refused("unknown_property", () => _store.Ask(
            Steps(1) with { Scope = new Scope { Rows = new RowFilter { Where = [new PropertyCondition("colour", Comparison.Exists)] } } }));
    }

    [Fact]
    public void A_condition_with_the_wrong_number_of_values_is_refused()
    {
        Refused("bad_condition", () => Ask(new PropertyCondition("browser", Comparison.Eq)));
        Refused("bad_condition", () => Ask(new PropertyCondition("browser", Comparison.In)));
        Refused("bad_condition", () => Ask(new PropertyCondition("browser", Comparison.Exists, "x")));
        void Ask(PropertyCondition condition) => _store.Ask(Steps(1) with { Scope = new Scope { Rows = new RowFilter { Where = [condition] } } });
    }

    [Fact]
    public void Numbers_out_of_range_are_refused_by_name()
    {
        Refused("periods_out_of_range", () => _store.Ask(new RetentionQuestion { Periods = 0 }));
        Refused("periods_out_of_range", () => _store.Ask(new RetentionQuestion { Periods = 1001 }));
        Refused("too_many_periods", () => _store.Ask(new TrendQuestion { Interval = Interval.Hour }));
        Refused("top_out_of_range", () => _store.Ask(new PathsQuestion { Top = 0 }));
        Refused("gap_out_of_range", () => _store.Ask(new PathsQuestion { GapSeconds = -1 }));
        Refused("window_out_of_range", () => _store.Ask(new SwitchesQuestion { WithinSeconds = 0 }));
        Refused("times_out_of_range", () => _store.Ask(new WhoDidQuestion { AtLeast = 0 }));
        Refused("limit_out_of_range", () => _store.Timeline(0, 0));
        Refused("no_such_cell", () => _store.People(Steps(2), new FunnelCell(2)));
        Refused("parts_out_of_range", () => _store.Ask(new TouchpointsQuestion { Parts = 367 }));
        Refused("window_out_of_range", () => _store.Ask(new TouchpointsQuestion { Goals = [new TouchpointGoal("page", EventPattern.Any, -1)] }));
        Refused("repeated_goal", () =>
            _store.Ask(new TouchpointsQuestion { Goals = [new TouchpointGoal("page", EventPattern.Any, 1), new TouchpointGoal("page", EventPattern.Any, 2)] }));
        Refused("no_such_cell", () => _store.People(new TouchpointsQuestion(), new TouchpointCell(null)));
        Refused("no_such_cell", () => _store.People(new TouchpointsQuestion(), new TouchpointCell(null, "awareness", GoalState.Open)));
    }

    [Fact]
    public void A_breakdown_with_a_hundred_thousand_values_answers_the_top_and_the_others()
    {
        var properties = _store.Names.Properties[0];
        var rows = new JourneyRow[100_000];
        var codes = new int[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = new JourneyRow(100 + i, StreamUnderTest.Origin + i, 1000 + i, 1);
            codes[i] = properties.Code(i < 7 ? "most" : $"value {i}");
        }
        _store.Append(rows, codes);
        var scope = new Scope { FromMs = StreamUnderTest.Origin, ToMs = StreamUnderTest.Origin + 86_400_000 };
        foreach (var compacted in (bool[])[false, true])
        {
            if (compacted) _store.Compact();
            var trend = _store.Ask(new TrendQuestion { Scope = scope, Measure = Measure.Customers, Breakdown = [Dimension.Of("browser")], Top = 2 });
            Assert.Equal([("", 4.0), ("most", 7), ("", 99_993)], trend.Series.Select(s => (string.Concat(s.Key), s.Points[0].Value)));
            var funnel = _store.Ask(Steps(1) with { Scope = scope, Breakdown = new FunnelBreakdown { By = Dimension.Of("browser"), Top = 1 } });
            Assert.Equal([("most", 7), ("", 99_997)], funnel.Breakdown.Select(p => (p.Key, p.Funnel.Steps[0].Customers)));
        }
    }

    [Fact]
    public void A_cancelled_question_stops()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => _store.Ask(Steps(2), cancelled.Token));
    }

    [Fact]
    public void A_row_that_cannot_be_kept_is_refused_whole()
    {
        var position = _store.Position;
        Assert.ThrowsAny<ArgumentException>(() => _store.Append([new JourneyRow(0, -1, 100, 1)]));
        Assert.ThrowsAny<ArgumentException>(() => _store.Append([new JourneyRow(0, JourneyRow.TimeLimitMs, 100, 1)]));
        Assert.ThrowsAny<ArgumentException>(() => _store.Append([new JourneyRow(-1, 0, 100, 1)]));
        Assert.ThrowsAny<ArgumentException>(() => _store.Append([new JourneyRow(0, 0, 100, 0)]));
        Assert.ThrowsAny<ArgumentException>(() => _store.Append([new JourneyRow(0, 0, 100, 99)]));
        Assert.Equal(position, _store.Position);
    }

    [Fact]
    public void A_replayed_position_is_taken_in_once()
    {
        _store.Append(
        [new JourneyRow(0, StreamUnderTest.Origin, 40, 1), new JourneyRow(0, StreamUnderTest.Origin, 41, 1),
            new JourneyRow(0, StreamUnderTest.Origin, 41, 1)
        ]);
        Assert.Equal(41, _store.FreshRows);
        Assert.Equal(41, _store.Position);
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    private static void Refused(string code, Action ask) => Assert.Equal(code, Assert.Throws<QuestionException>(ask).Code);
}
