using Throughline.JourneyEngine;

namespace Throughline.Tests.JourneyEngine;

/// <summary>Funnel rules at their edges. Events are written "name@seconds", or "name@seconds:browser".</summary>
public class FunnelRuleTests
{
    [Theory]
    [InlineData(9, 1), InlineData(10, 1), InlineData(11, 0)]
    public void The_window_is_counted_from_the_first_step_and_its_end_is_inside(int second, int converted)
        => Assert.Equal([1, converted], Counts(Ask(new() { Steps = ["a", "b"], WindowSeconds = 10 }, "a@0", $"b@{second}")));

    [Fact]
    public void A_window_holds_to_the_millisecond()
    {
        Assert.Equal([1, 1], Counts(Ask(new() { Steps = ["a", "b"], WindowSeconds = 10 }, "a@0.001", "b@10.001")));
        Assert.Equal([1, 0], Counts(Ask(new() { Steps = ["a", "b"], WindowSeconds = 10 }, "a@0.001", "b@10.002")));
    }

    [Fact]
    public void Equal_steps_need_separate_events()
    {
        Assert.Equal([1, 0], Counts(Ask(new() { Steps = ["a", "a"], WindowSeconds = 10 }, "a@0")));
        Assert.Equal([1, 1], Counts(Ask(new() { Steps = ["a", "a"], WindowSeconds = 10 }, "a@0", "a@0")));
        Assert.Equal([1, 1, 0], Counts(Ask(new() { Steps = ["a", "a", "a"], WindowSeconds = 10, Mode = FunnelMode.Unordered }, "a@0", "a@4")));
    }

    [Theory]
    [InlineData("x@0", 1), InlineData("x@1", 0), InlineData("x@4", 0), InlineData("x@5", 1), InlineData("x@6", 1)]
    public void An_exclusion_voids_only_strictly_between_its_steps(string exclusion, int counted)
        => Assert.Equal([counted, counted],
            Counts(Ask(new() { Steps = ["a", "b"], WindowSeconds = 10, Exclusions = [new(new("x"), 0, 1)] }, "a@0", exclusion, "b@5")));

    [Theory]
    [InlineData("x@10", 0), InlineData("x@11", 1)]
    public void An_unfinished_try_is_voided_up_to_the_end_of_its_window(string exclusion, int counted)
        => Assert.Equal([counted, 0], Counts(Ask(new() { Steps = ["a", "b"], WindowSeconds = 10, Exclusions = [new(new("x"), 0, 1)] }, "a@0", exclusion)));

    [Fact]
    public void A_later_untouched_try_counts_in_place_of_a_voided_one()
        => Assert.Equal([1, 1], Counts(Ask(new() { Steps = ["a", "b"], WindowSeconds = 10, Exclusions = [new(new("x"), 0, 1)] }, "a@0", "x@1", "a@2", "b@3")));

    [Theory, InlineData(true), InlineData(false)]
    public void An_event_beside_the_last_step_may_begin_the_counted_try(bool stepTimes)
    {
        var answer = Ask(new() { Steps = ["a", "b"], WindowSeconds = 10, StepTimes = stepTimes }, "a@0", "b@5", "a@5");
        Assert.Equal([1, 1], Counts(answer));
        Assert.Equal(0, answer.All.Total.MedianSeconds);
    }

    [Fact]
    public void In_an_unordered_funnel_an_exclusion_leaves_the_first_step()
    {
        FunnelQuestion question = new() { Steps = ["a", "b"], WindowSeconds = 100, Mode = FunnelMode.Unordered, Exclusions = [new(new("x"), 0, 1)] };
        Assert.Equal([1, 0], Counts(Ask(question, "a@0", "x@1", "b@2")));
        Assert.Equal([1, 1], Counts(Ask(question, "b@0", "a@1", "x@2")));
    }

    [Fact]
    public void An_optional_step_counts_those_who_did_it_and_stops_nobody()
    {
        FunnelQuestion question = new() { Steps = ["a", new FunnelStep(new("o"), Optional: true), "b"], WindowSeconds = 100 };
        Assert.Equal([1, 0, 1], Counts(Ask(question, "a@0", "b@1")));
        Assert.Equal([1, 1, 1], Counts(Ask(question, "a@0", "o@1", "b@1")));
        Assert.Equal([1, 1, 0], Counts(Ask(question, "b@0", "a@1", "o@2")));
    }

    [Theory]
    [InlineData(Occurrence.Any, 1), InlineData(Occurrence.FirstMatching, 1), InlineData(Occurrence.FirstEver, 0)]
    public void First_ever_takes_the_first_of_the_name_and_then_the_condition(Occurrence occurrence, int counted)
    {
        var step = new FunnelStep(new("a", new RowFilter { Where = [new PropertyCondition("browser", Comparison.Eq, "Safari")] }), occurrence);
        Assert.Equal([counted], Counts(Ask(new() { Steps = [step], WindowSeconds = 10 }, "a@0:Chrome", "a@1:Safari")));
    }

    [Fact]
    public void First_ever_looks_before_the_period()
    {
        FunnelQuestion question = new()
        { Scope = new Scope { FromMs = StreamUnderTest.Origin + 5000 }, Steps = [new FunnelStep(new("a"), Occurrence.FirstEver)],
            WindowSeconds = 10
        };
        Assert.Equal([0], Counts(Ask(question, "a@0", "a@6")));
        Assert.Equal([1], Counts(Ask(question, "b@0", "a@6")));
    }

    [Fact]
    public void Attribution_by_step_takes_the_value_of_the_event_that_did_the_step()
    {
        FunnelQuestion question = new()
        { Steps = ["a", "b"], WindowSeconds = 10,
            Breakdown = new FunnelBreakdown { By = Dimension.Of("browser"), Attribution = Attribution.Step, Step = 1 }
        };
        var answer = Ask(question, "a@0:Chrome", "b@1:Safari", "b@2:Opera");
        Assert.Equal(["Safari"], answer.Breakdown.Select(p => p.Key));
        Assert.Equal([""], Ask(question, "a@0:Chrome", "b@1").Breakdown.Select(p => p.Key));
    }

    [Fact]
    public void Attribution_by_step_leaves_out_who_never_reached_that_step()
    {
        FunnelQuestion question = new()
        { Steps = ["a", "b"], WindowSeconds = 10,
            Breakdown = new FunnelBreakdown { By = Dimension.Of("browser"), Attribution = Attribution.Step, Step = 1 }
        };
        var answer = Ask(question, "a@0:Chrome");
        Assert.Equal([1, 0], Counts(answer));
        Assert.Empty(answer.Breakdown);
    }

    [Fact]
    public void Times_run_from_the_step_before()
    {
        var steps = Ask(new() { Steps = ["a", "b", "c"], WindowSeconds = 100 }, "a@0", "a@10", "b@25", "c@31").All;
        Assert.Equal([15.0, 6], steps.Steps.Skip(1).Select(s => s.FromStepBefore.MedianSeconds));
        Assert.Equal(21, steps.Total.MeanSeconds);
    }

    private static IEnumerable<int> Counts(FunnelAnswer answer) => answer.All.Steps.Select(s => s.Customers);

    /// <summary>Asks about one customer, fresh and compacted, and makes sure that both agree.</summary>
    private static FunnelAnswer Ask(FunnelQuestion question, params string[] events)
    {
        using var folder = new TestFolder();
        using var store = JourneyStore.Open(folder.Path, new JourneyStoreOptions { PromotedProperties = ["browser"] });
        for (var i = 0; i < events.Length; i++)
        {
            var parts = events[i].Split('@', ':');
            var ms = (long)(decimal.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) * 1000);
            store.Append([new JourneyRow(1, StreamUnderTest.Origin + ms, i + 1, store.Names.EventTypes.Code(parts[0]))],
                [store.Names.Properties[0].Code(parts.Length > 2 ? parts[2] : "")]);
        }
        var fresh = store.Ask(question);
        store.Compact();
        Assert.Equal(Counts(fresh), Counts(store.Ask(question)));
        return fresh;
    }
}
