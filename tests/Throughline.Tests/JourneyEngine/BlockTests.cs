using Throughline.JourneyEngine;

namespace Throughline.Tests.JourneyEngine;

/// <summary>Questions that count many customers at once, over streams that let them: whole seconds, all on a channel.</summary>
public class BlockTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    [Theory, MemberData(nameof(Seeds))]
    public void Customers_counted_by_blocks_are_the_oracles(int seed)
    {
        var random = new Random(seed);
        using var stream = new StreamUnderTest { IsEven = true, IsSpread = seed % 2 == 0 };
        for (var n = 0; n < 250; n++) stream.Do(random.Next());
        for (var round = 0; round < 3; round++)
        {
            Agree(stream, new RandomQuestions(random));
            // Next compacted, then with a few customers changed since.
            if (round == 0) stream.Store.Compact(threads: 2);
            else for (var n = 0; n < 4; n++) stream.Append(random);
        }
    }

    private static void Agree(StreamUnderTest stream, RandomQuestions random)
    {
        var (store, oracle) = (stream.Store, stream.Oracle);
        var whole = new Scope { FromMs = StreamUnderTest.Origin, ToMs = StreamUnderTest.Origin + (60 * 86_400_000L) };
        foreach (var scope in (Scope[])
        [whole, whole with { Rows = random.Filter() }, whole with { Rows = new RowFilter { Where = [new("browser", Comparison.Exists)] } }
        ])
        {
            foreach (var cohorts in (CohortMode[])[CohortMode.FirstTime, CohortMode.Recurring])
                Agreement.Retention(store, oracle, new RetentionQuestion
                { Scope = scope, Cohorts = cohorts, Interval = random.One(Interval.Day, Interval.Week),
                    Periods = random.One(1, 12, 16, 17, 70), Returns = random.One(ReturnMode.On, ReturnMode.OnOrAfter)
                });
            Agreement.Paths(store, oracle, new PathsQuestion { Scope = scope, GapSeconds = null, Top = 1000 });
            foreach (var within in (long?[])[null, 1, 3600, 604_800])
                Agreement.Switches(
                    store, oracle, new SwitchesQuestion { Scope = scope, WithinSeconds = within, IncludeStays = random.Chance(2), Medians = false });
            Agreement.Trend(store, oracle, new TrendQuestion
            { Scope = scope, Measure = Measure.Customers, Interval = random.One(Interval.Hour, Interval.Day, Interval.Week),
                Breakdown = [random.Dimension(), random.Dimension()]
            });
            foreach (var breakdown in (FunnelBreakdown?[])
            [null, new() { By = random.Dimension(), Attribution = random.One(Attribution.FirstTouch, Attribution.LastTouch) }
            ])
                FunnelAgreement.Check(store, oracle, new FunnelQuestion
                { Scope = scope,
                    Steps = [.. StreamUnderTest.Types[..random.One(1, 2, 3, 4)].Select(t => new FunnelStep(new EventPattern(t)))],
                    WindowSeconds = random.One(5L, 86_400, 864_000), StepTimes = false, Breakdown = breakdown
                });
        }
    }
}
