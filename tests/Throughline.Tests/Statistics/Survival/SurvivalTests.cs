using Throughline.Statistics.Numerics;
using Throughline.Statistics.Survival;

namespace Throughline.Tests.Statistics.Survival;

/// <summary>The remission data of Freireich et al. 1963, the worked example of the survival textbooks.</summary>
public class SurvivalTests
{
    private static readonly Lifetime[] Treated =
        [.. new double[] { 6, 6, 6, 7, 10, 13, 16, 22, 23 }.Select(t => new Lifetime(t, true)),
         .. new double[] { 6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35 }.Select(t => new Lifetime(t, false))];

    private static readonly Lifetime[] Placebo =
        [.. new double[] { 1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23 }.Select(t => new Lifetime(t, true))];

    [Fact]
    public void The_curve_and_greenwoods_error_come_out()
    {
        var curve = KaplanMeier.Of(Treated);
        Assert.Equal([0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482], curve.Steps.Select(s => s.Survival), (a, b) => Math.Abs(a - b) < 5e-5);
        Assert.Equal([0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282, 0.1346], curve.Steps.Select(s => s.StandardError), (a, b) => Math.Abs(a - b) < 5e-5);
        Assert.Equal(23, curve.Median);
        Assert.Equal(8, KaplanMeier.Of(Placebo).Median);
        Assert.Equal(1, curve.SurvivalAt(5.9));
        Assert.Equal(0.8571, curve.SurvivalAt(6), 4);
    }

    [Fact]
    public void The_log_rank_test_comes_out()
    {
        var test = LogRank.Of([Treated, Placebo]);
        Assert.Equal(16.79, test.ChiSquare, 2);
        Assert.Equal(1, test.DegreesOfFreedom);
        Assert.Equal(4.17e-5, test.PValue, 1e-6);
        Assert.Equal([19.25, 10.75], test.Expected, (a, b) => Math.Abs(a - b) < 0.005);
    }

    [Fact]
    public void Splitting_a_group_at_random_adds_a_degree_of_freedom_only()
    {
        var test = LogRank.Of([Treated, [.. Placebo.Where((_, i) => i % 2 == 0)], [.. Placebo.Where((_, i) => i % 2 == 1)]]);
        Assert.Equal(2, test.DegreesOfFreedom);
        Assert.True(test.PValue < 0.001);
    }

    [Fact]
    public void Counts_by_stretch_say_the_same_as_each_lifetime()
    {
        int[][] counts = [[9, 4, 0, 2, 1], [1, 3, 2, 6, 5], [2, 2, 2, 2, 2]];
        var each = counts.Select(group => group.SelectMany((count, stretch) => Enumerable.Repeat(new Lifetime(stretch + 1, true), count)).ToArray()).ToArray();
        var (byCounts, byEach) = (LogRank.OfCounts(counts), LogRank.Of(each));
        Assert.Equal(byEach.ChiSquare, byCounts.ChiSquare, 9);
        Assert.Equal(byEach.PValue, byCounts.PValue, 9);
        Assert.Equal(byEach.Expected, byCounts.Expected, (a, b) => Math.Abs(a - b) < 1e-8);
        Assert.Equal("empty", Assert.Throws<StatisticsException>(() => LogRank.OfCounts([[1, 2], [0, 0]])).Code);
        Assert.Equal("lengthsDiffer", Assert.Throws<StatisticsException>(() => LogRank.OfCounts([[1, 2], [3]])).Code);
    }

    [Fact]
    public void Identical_groups_do_not_differ() => Assert.Equal(1, LogRank.Of([Treated, Treated]).PValue, 9);

    [Fact]
    public void The_interval_stays_between_nought_and_one_to_the_end()
    {
        var curve = KaplanMeier.Of(Placebo);
        Assert.Equal(0, curve.Steps[^1].Survival);
        Assert.All(curve.Steps, s => Assert.True(s.Interval is { Low: >= 0, High: <= 1 } && s.Interval.Contains(s.Survival)));
    }

    [Fact]
    public void Everybody_censored_leaves_a_curve_without_steps()
    {
        var curve = KaplanMeier.Of([new(5, false), new(7, false)]);
        Assert.Empty(curve.Steps);
        Assert.Null(curve.Median);
        Assert.Equal(1, curve.SurvivalAt(100));
    }

    [Fact]
    public void All_ending_at_once_leave_nobody()
    {
        var curve = KaplanMeier.Of([new(0, true), new(0, true)]);
        Assert.Equal(0, curve.Median);
        Assert.Equal(0, curve.Steps.Single().StandardError);
        Assert.Equal(1, LogRank.Of([[new(3, true)], [new(3, true)]]).PValue);
    }

    [Fact]
    public void Impossible_lives_are_refused()
    {
        Assert.Equal("empty", Assert.Throws<StatisticsException>(() => KaplanMeier.Of([])).Code);
        Assert.Equal("negative", Assert.Throws<StatisticsException>(() => KaplanMeier.Of([new(-1, true)])).Code);
        Assert.Equal("notFinite", Assert.Throws<StatisticsException>(() => KaplanMeier.Of([new(double.NaN, true)])).Code);
        Assert.Equal("noEvents", Assert.Throws<StatisticsException>(() => LogRank.Of([[new(1, false)], [new(2, false)]])).Code);
        Assert.Equal("tooFew", Assert.Throws<StatisticsException>(() => LogRank.Of([Treated])).Code);
        Assert.Equal("empty", Assert.Throws<StatisticsException>(() => LogRank.Of([Treated, []])).Code);
    }
}
