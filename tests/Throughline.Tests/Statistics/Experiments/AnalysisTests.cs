using Throughline.Statistics.Experiments;
using Throughline.Statistics.Numerics;

namespace Throughline.Tests.Statistics.Experiments;

public class AnalysisTests
{
    private static readonly SampleMoments Control = new(100, 10, 4);
    private static readonly SampleMoments Treatment = new(120, 11, 5);

    [Fact]
    public void One_sided_tests_are_halves_of_the_two_sided_one()
    {
        var both = WelchTest.Of(Control, Treatment);
        var greater = WelchTest.Of(Control, Treatment, alternative: Alternative.Greater);
        var less = WelchTest.Of(Control, Treatment, alternative: Alternative.Less);
        Assert.Equal(both.PValue / 2, greater.PValue, 12);
        Assert.Equal(1, greater.PValue + less.PValue, 12);
        Assert.Equal(double.PositiveInfinity, greater.Interval.High);
        Assert.Equal(double.NegativeInfinity, less.Interval.Low);
        Assert.True(greater.Interval.Low > both.Interval.Low);
    }

    [Fact]
    public void A_relative_effect_on_a_negative_control_keeps_the_sign_of_the_difference()
    {
        var test = WelchTest.Of(new(100, -10, 4), new(100, -9, 4), relative: true);
        Assert.Equal(0.1, test.Effect, 12);
    }

    [Fact]
    public void Arms_that_tell_nothing_are_named()
    {
        Assert.Equal("zeroVariance", Code(() => WelchTest.Of(new(10, 1, 0), new(10, 2, 0))));
        Assert.Equal("zeroVariance", Code(() => ConfidenceSequence.Of(new(10, 1, 0), new(10, 2, 0))));
        Assert.Equal("zeroVariance", Code(() => GaussianEffect.Of(new(10, 1, 0), new(10, 2, 0))));
        Assert.Equal("controlMeanZero", Code(() => WelchTest.Of(new(10, 0, 1), Treatment, relative: true)));
        Assert.Equal("tooFew", Code(() => WelchTest.Of(new(1, 0, 0), Treatment)));
        Assert.Equal("notFinite", Code(() => WelchTest.Of(new(10, double.NaN, 1), Treatment)));
        Assert.Equal("countBeyondTotal", Code(() => TwoProportionTest.Of(11, 10, 1, 10)));
        Assert.Equal("confidence", Code(() => WelchTest.Of(Control, Treatment, confidence: 95)));
    }

    [Fact]
    public void One_arm_without_spread_still_has_a_test() => Assert.InRange(WelchTest.Of(new(50, 1, 0), new(50, 1.1, 0.2)).PValue, 0.001, 0.999);

    [Theory]
    [InlineData(0, 10, 0, 10)]
    [InlineData(10, 10, 10, 10)]
    public void Arms_that_all_convert_alike_do_not_differ(long a, long n, long b, long m)
    {
        var test = TwoProportionTest.Of(a, n, b, m);
        Assert.Equal((0.0, 1.0), (test.Z, test.PValue));
    }

    [Fact]
    public void A_billion_customers_an_arm_are_no_trouble()
    {
        var a = SampleMoments.Proportion(100_000_000, 1_000_000_000);
        var b = SampleMoments.Proportion(100_060_000, 1_000_000_000);
        Assert.InRange(WelchTest.Of(a, b).PValue, 1e-6, 1e-4);
        Assert.True(ConfidenceSequence.Of(a, b).PValue <= 1);
        var belief = BetaBinomial.Of(100_000_000, 1_000_000_000, 100_060_000, 1_000_000_000);
        Assert.Equal(GaussianEffect.Of(a, b, relative: false).ChanceToWin, belief.ChanceToWin, 1e-6);
    }

    [Fact]
    public void Overwhelming_evidence_gives_no_nan()
    {
        var a = new SampleMoments(1e9, 0.1, 1e-9);
        var b = new SampleMoments(1e9, 0.9, 1e-9);
        Assert.Equal(0, WelchTest.Of(a, b).PValue);
        Assert.Equal(0, ConfidenceSequence.Of(a, b).PValue);
        Assert.Equal(1, GaussianEffect.Of(a, b).ChanceToWin);
        Assert.Equal(0, GaussianEffect.Of(a, b).LossOfTreatment);
        var sprt = MixtureSprt.Look(1e6, 1e-6, 1e9, 1);
        Assert.Equal((double.PositiveInfinity, 0.0), (sprt.LikelihoodRatio, sprt.PValue));
    }

    [Fact]
    public void The_sprt_keeps_the_smallest_p_it_has_seen() =>
        Assert.Equal(0.01, MixtureSprt.Look(0, 1, 100, 0.01, pValueBefore: 0.01).PValue);

    [Fact]
    public void A_strong_prior_draws_the_effect_to_itself()
    {
        var free = GaussianEffect.Of(Control, Treatment, relative: false);
        var drawn = GaussianEffect.Of(Control, Treatment, relative: false, prior: new(0, 1e-6));
        var open = GaussianEffect.Of(Control, Treatment, relative: false, prior: new(0, 1e9));
        Assert.InRange(drawn.Mean, 0, 0.001);
        Assert.Equal(free.Mean, open.Mean, 6);
        Assert.Equal(free.Mean, free.LossOfControl - free.LossOfTreatment, 12);
    }

    // Integer posteriors have the closed sum of Miller 2015.
    [Theory]
    [InlineData(0, 5, 4, 5)]
    [InlineData(3, 17, 9, 11)]
    [InlineData(100, 1000, 131, 1001)]
    public void Chance_to_win_is_the_closed_sum(long convertedA, long a, long convertedB, long b)
    {
        double alphaA = convertedA + 1, betaA = a - convertedA + 1, betaB = b - convertedB + 1;
        double sum = 0;
        for (var i = 0; i <= convertedB; i++)
            sum += Math.Exp(LogBeta(alphaA + i, betaA + betaB) - Math.Log(betaB + i) - LogBeta(1 + i, betaB) - LogBeta(alphaA, betaA));
        Assert.Equal(sum, BetaBinomial.Of(convertedA, a, convertedB, b).ChanceToWin, 9);
    }

    [Fact]
    public void Beliefs_of_very_unequal_size_and_shape_meet()
    {
        var small = BetaBinomial.Of(1, 3, 500_000, 1_000_000);
        Assert.Equal(IncompleteBeta.Lower(2, 3, 0.5), small.ChanceToWin, 1e-3);
        Assert.Equal(0.4 - 0.5, small.LossOfB - small.LossOfA, 1e-3);
        var nothing = BetaBinomial.Of(0, 0, 0, 0, new(0.01, 0.01));
        Assert.Equal(0.5, nothing.ChanceToWin, 6);
        Assert.Equal(nothing.LossOfA, nothing.LossOfB, 9);
        Assert.Equal("outOfRange", Code(() => BetaBinomial.Of(1, 2, 1, 2, new(0, 1))));
        Assert.Equal("countBeyondTotal", Code(() => BetaBinomial.Of(1, 0, 1, 2)));
    }

    [Fact]
    public void A_ratio_with_a_constant_denominator_is_the_mean()
    {
        double[] spent = [2, 4, 9, 1];
        var ratio = RatioMetric.Of(new(4, spent.Sum(), spent.Sum(x => x * x), 8, 16, 2 * spent.Sum()));
        var mean = SampleMoments.Of([.. spent.Select(x => x / 2)]);
        Assert.Equal(mean.Mean, ratio.Mean, 12);
        Assert.Equal(mean.Variance, ratio.Variance, 12);
        Assert.Equal("denominatorZero", Code(() => RatioMetric.Of(new(4, 1, 1, 0, 0, 0))));
        Assert.Equal("sumsContradict", Code(() => RatioMetric.Of(new(4, 4, 4, 4, 4, 100))));
    }

    [Fact]
    public void Quantiles_of_too_few_or_equal_observations_are_refused()
    {
        Assert.Equal("tooFew", Code(() => QuantileTest.Of([1, 2], [3, 4], 0.5)));
        var same = Enumerable.Repeat(3.0, 50).ToArray();
        Assert.Equal("zeroVariance", Code(() => QuantileTest.Of(same, same, 0.5)));
        Assert.Equal("outOfRange", Code(() => QuantileTest.Of(same, same, 1)));
        Assert.Equal("notFinite", Code(() => QuantileTest.Of([double.NaN], same, 0.5)));
    }

    [Fact]
    public void A_covariate_that_never_varies_changes_nothing()
    {
        var cuped = Cuped.Of(new(3, 6, 14, 9, 27, 18), new(3, 9, 29, 9, 27, 27));
        Assert.Equal(0, cuped.Theta);
        Assert.Equal(cuped.UnadjustedEffect, cuped.Effect, 12);
        Assert.Equal(0, cuped.VarianceReduction, 12);
    }

    [Fact]
    public void A_sample_ratio_names_arms_that_cannot_be()
    {
        Assert.True(SampleRatio.Of([5000, 5400], [1, 1]).IsMismatch);
        Assert.Equal(1, SampleRatio.Of([50, 50, 0], [1, 1, 0]).DegreesOfFreedom);
        Assert.Equal("impossibleArm", Code(() => SampleRatio.Of([50, 50, 1], [1, 1, 0])));
        Assert.Equal("empty", Code(() => SampleRatio.Of([0, 0], [1, 1])));
        Assert.Equal("tooFew", Code(() => SampleRatio.Of([5], [1])));
        Assert.Equal("lengthsDiffer", Code(() => SampleRatio.Of([5, 5], [1])));
        Assert.Equal("negative", Code(() => SampleRatio.Of([5, -5], [1, 1])));
    }

    [Fact]
    public void Power_size_and_smallest_difference_are_one_rule()
    {
        var size = Power.ForMean(variance: 4, difference: 0.5);
        Assert.Equal(0.8, Power.Achieved(size.Exact, 8, 0.5), 1e-5);
        Assert.Equal(0.5, Power.SmallestDifference(size.Exact, 8), 9);
        Assert.Equal(0.05, Power.Achieved(1000, 8, 0), 12);
        Assert.Equal("outOfRange", Code(() => Power.ForMean(4, 0)));
        Assert.Equal("outOfRange", Code(() => Power.ForProportion(0.6, 1)));
        Assert.Equal("outOfRange", Code(() => Power.ForProportion(0.5, 0.1, power: 1)));
    }

    [Theory]
    [InlineData(700, 100, 14)]
    [InlineData(701, 100, 21)]
    [InlineData(1, 1000, 7)]
    public void Experiments_run_whole_weeks(long perArm, double aDay, int days) => Assert.Equal(days, Power.RunDays(perArm, aDay));

    [Fact]
    public void An_experiment_without_visitors_never_ends() => Assert.Equal("neverEnds", Code(() => Power.RunDays(1_000_000, 0.1)));

    private static string Code(Action act) => Assert.Throws<StatisticsException>(act).Code;

    private static double LogBeta(double a, double b) =>
        MathNet.Numerics.SpecialFunctions.GammaLn(a) + MathNet.Numerics.SpecialFunctions.GammaLn(b) - MathNet.Numerics.SpecialFunctions.GammaLn(a + b);
}
