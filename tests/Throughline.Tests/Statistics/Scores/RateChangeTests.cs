using Throughline.Statistics.Numerics;
using Throughline.Statistics.Scores;

namespace Throughline.Tests.Statistics.Scores;

public sealed class RateChangeTests
{
    [Fact]
    public void Counts_that_swing_as_chance_has_it_are_tested_as_poisson()
    {
        var change = RateChange.Of([10, 12, 8, 10], [20, 22, 18, 20]);

        Assert.Equal(2, change.Ratio, 12);
        Assert.Equal(1, change.Dispersion);
        // log 2 / √(1/40 + 1/80) = 3.5796, Student's t with 6 degrees of freedom.
        Assert.Equal(StudentT.TwoSided(Math.Log(2) / Math.Sqrt((1 / 40.0) + (1 / 80.0)), 6), change.PValue, 12);
        Assert.InRange(change.PValue, 0.011, 0.012);
        Assert.True(change.Interval.Low > 1 && change.Interval.High > 2);
    }

    [Fact]
    public void Counts_that_swing_more_need_a_larger_change()
    {
        var change = RateChange.Of([2, 18, 2, 18], [4, 36, 4, 36]);

        Assert.Equal(2, change.Ratio, 12);
        // Three times 16²/20 and 32²/40, over 6 degrees of freedom.
        Assert.Equal(19.2, change.Dispersion, 12);
        Assert.True(change.PValue > 0.3);
        Assert.True(change.Interval.Contains(1));
    }

    [Fact]
    public void A_step_within_a_side_is_the_change_and_not_its_noise()
    {
        var change = RateChange.Of([8, 10, 9, 8, 10, 9], [9, 8, 10, 90, 110, 100]);
        Assert.InRange(change.Dispersion, 6, 8);
        Assert.True(change.PValue < 0.001);
    }

    [Fact]
    public void What_was_to_be_expected_is_no_news()
    {
        double[] before = [100, 110, 90, 100], after = [130, 140, 120, 130];
        Assert.True(RateChange.Of(before, after).PValue < 0.05);
        Assert.True(RateChange.Of(before, after, expected: 1.3).PValue > 0.9);
    }

    [Fact]
    public void Where_nothing_came_before_half_an_event_is_taken()
    {
        var change = RateChange.Of([0, 0, 0], [30, 30, 30]);
        Assert.Equal(181, change.Ratio, 9);
        Assert.True(change.PValue < 0.05);
    }

    [Theory]
    [InlineData("empty", new double[] { 1 }, new double[] { 1, 2 })]
    [InlineData("empty", new double[] { 0, 0 }, new double[] { 0, 0 })]
    [InlineData("negative", new double[] { -1, 2 }, new double[] { 1, 2 })]
    [InlineData("notFinite", new double[] { double.NaN, 2 }, new double[] { 1, 2 })]
    public void What_cannot_be_compared_is_refused(string code, double[] before, double[] after) =>
        Assert.Equal(code, Assert.Throws<StatisticsException>(() => RateChange.Of(before, after)).Code);
}
