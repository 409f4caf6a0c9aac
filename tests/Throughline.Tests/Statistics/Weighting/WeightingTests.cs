using Throughline.Statistics.Numerics;
using Throughline.Statistics.Weighting;

namespace Throughline.Tests.Statistics.Weighting;

public class WeightingTests
{
    [Fact]
    public void The_silent_majority_is_heard_at_its_true_size()
    {
        // 80 of 100 answers come from customers with a problem, who are a tenth of all.
        var result = PostStratification.Of([new(80, 3, 1, 1000), new(20, 8, 1, 9000)]);
        Assert.Equal(4, result.UnweightedMean, 12);
        Assert.Equal(7.5, result.Mean, 12);
        Assert.Equal([0.125, 4.5], result.Weights, (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal(1.96 * Math.Sqrt(0.01 / 80 + 0.81 / 20), result.Interval.HalfWidth, 3);
        Assert.Equal(100 * 100 / (80 * 0.125 * 0.125 + 20 * 4.5 * 4.5), result.EffectiveN, 9);
    }

    [Fact]
    public void A_sample_in_proportion_is_left_as_it_is()
    {
        var result = PostStratification.Of([new(10, 3, 1, 100), new(20, 8, 1, 200), new(0, 0, 0, 0)]);
        Assert.Equal(result.UnweightedMean, result.Mean, 12);
        Assert.Equal(1, result.DesignEffect, 12);
    }

    [Fact]
    public void Kinds_of_customer_that_nobody_answers_for_are_named()
    {
        Assert.Equal("unheardStratum", Assert.Throws<StatisticsException>(() => PostStratification.Of([new(0, 0, 0, 10), new(5, 1, 1, 10)])).Code);
        Assert.Equal("empty", Assert.Throws<StatisticsException>(() => PostStratification.Of([])).Code);
        Assert.Equal("notFinite", Assert.Throws<StatisticsException>(() => PostStratification.Of([new(1, double.NaN, 0, 10)])).Code);
    }

    [Fact]
    public void Raked_weights_meet_every_margin()
    {
        int[] age = [0, 0, 0, 1, 1, 1, 1, 1];
        int[] channel = [0, 1, 2, 0, 0, 0, 1, 2];
        var raked = Raking.Of([new(age, [0.5, 0.5]), new(channel, [20, 50, 30])]);
        double Share(int[] of, int category) => raked.Weights.Where((_, i) => of[i] == category).Sum() / 8;
        Assert.Equal(0.5, Share(age, 0), 9);
        Assert.Equal(0.2, Share(channel, 0), 9);
        Assert.Equal(0.5, Share(channel, 1), 9);
        Assert.Equal(8, raked.Weights.Sum(), 9);
        Assert.InRange(raked.EffectiveN, 1, 8);
    }

    [Fact]
    public void Raking_one_margin_is_post_stratification()
    {
        var raked = Raking.Of([new([0, 0, 0, 1], [0.5, 0.5])]);
        Assert.Equal([2 / 3.0, 2 / 3.0, 2 / 3.0, 2], raked.Weights, (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal(1, raked.Rounds);
    }

    [Fact]
    public void Margins_that_cannot_meet_are_refused()
    {
        Assert.Equal("noConvergence", Assert.Throws<StatisticsException>(() => Raking.Of([new([0, 1], [0.5, 0.5]), new([0, 1], [0.1, 0.9])])).Code);
        Assert.Equal("unheardCategory", Assert.Throws<StatisticsException>(() => Raking.Of([new([0, 0], [0.5, 0.5])])).Code);
        Assert.Equal("lengthsDiffer", Assert.Throws<StatisticsException>(() => Raking.Of([new([0], [1]), new([0, 0], [1])])).Code);
        Assert.Equal("outOfRange", Assert.Throws<StatisticsException>(() => Raking.Of([new([3], [1])])).Code);
        Assert.Equal("empty", Assert.Throws<StatisticsException>(() => Raking.Of([])).Code);
    }
}
