using Throughline.Statistics.Calibration;

namespace Throughline.Tests.Statistics.Calibration;

public class CurveTests
{
    [Fact]
    public void Isotonic_pools_what_goes_down()
    {
        var curve = IsotonicCalibration.Fit([1, 2, 3, 4, 5, 6], [false, true, false, false, true, true]);
        Assert.Equal(0, curve.Probability(0));
        Assert.Equal(1 / 3.0, curve.Probability(3), 12);
        Assert.Equal(1, curve.Probability(5.5));
        Assert.Equal(1, curve.Probability(double.PositiveInfinity));
        Assert.Equal(1 / 3.0, curve.Probability(2), 12);
        Assert.Equal(1 / 6.0, curve.Probability(1.5), 12);
        Assert.Equal(2 / 3.0, curve.Probability(4.5), 12);
    }

    [Fact]
    public void Isotonic_gives_tied_scores_one_probability()
    {
        var curve = IsotonicCalibration.Fit([1, 1, 1, 1], [true, false, true, false]);
        Assert.Equal(0.5, curve.Probability(1));
        Assert.Equal(0.5, curve.Probability(-100));
        var stepped = IsotonicCalibration.Fit([1, 1, 2, 2], [false, true, true, true]);
        Assert.Equal(0.5, stepped.Probability(1));
        Assert.Equal(1, stepped.Probability(2));
    }

    [Fact]
    public void Isotonic_never_falls_and_keeps_the_number_of_hits()
    {
        var random = new Random(4);
        for (var round = 0; round < 50; round++)
        {
            double[] scores = [.. Enumerable.Range(0, 60).Select(_ => Math.Round(random.NextDouble(), 2))];
            bool[] outcomes = [.. scores.Select(s => random.NextDouble() < s * s)];
            var curve = IsotonicCalibration.Fit(scores, outcomes);
            var fitted = scores.Select(s => curve.Probability(s)).ToArray();
            var levels = scores.Order().Select(s => curve.Probability(s)).ToArray();
            Assert.Equal(levels.Order(), levels);
            Assert.Equal(outcomes.Count(o => o), fitted.Sum(), 9);
        }
    }

    [Fact]
    public void Platt_finds_the_curve_the_outcomes_came_from()
    {
        var random = new Random(9);
        double[] scores = [.. Enumerable.Range(0, 20_000).Select(_ => 6 * random.NextDouble() - 3)];
        bool[] outcomes = [.. scores.Select(s => random.NextDouble() < 1 / (1 + Math.Exp(-1.5 * s + 0.5)))];
        var curve = PlattScaling.Fit(scores, outcomes);
        Assert.InRange(curve.Slope, -1.6, -1.4);
        Assert.InRange(curve.Intercept, 0.4, 0.6);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1e-200)]
    [InlineData(1e150)]
    public void Platt_stays_finite_when_the_scores_separate_perfectly_on_any_scale(double scale)
    {
        var curve = PlattScaling.Fit([-2 * scale, -scale, scale, 2 * scale], [false, false, true, true]);
        Assert.InRange(curve.Probability(-2 * scale), 0.01, 0.35);
        Assert.InRange(curve.Probability(2 * scale), 0.65, 0.99);
    }

    [Fact]
    public void Platt_smooths_when_every_outcome_or_every_score_is_alike()
    {
        Assert.Equal(3 / 4.0, PlattScaling.Fit([1, 2], [true, true]).Probability(1.5), 6);
        Assert.Equal(0.5, PlattScaling.Fit([7, 7, 7, 7], [true, false, true, false]).Probability(7), 6);
    }

    [Fact]
    public void Curves_refuse_nothing_and_not_a_number()
    {
        Assert.Throws<ArgumentException>(() => PlattScaling.Fit([], []));
        Assert.Throws<ArgumentException>(() => IsotonicCalibration.Fit([1], []));
        Assert.Throws<ArgumentOutOfRangeException>(() => PlattScaling.Fit([double.NaN], [true]));
        Assert.Throws<ArgumentOutOfRangeException>(() => IsotonicCalibration.Fit([double.NaN], [true]));
        Assert.Throws<ArgumentOutOfRangeException>(() => IsotonicCalibration.Fit([1], [true]).Probability(double.NaN));
    }
}
